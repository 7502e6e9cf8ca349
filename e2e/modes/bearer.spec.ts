import type { Page } from '@playwright/test'
import { TOKEN_KEY } from '@/app/_bearer/token'
import { expect, test } from '../support/test'

test.use({ mode: 'bearer' })

const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' }
const HOUR = 3_600_000

async function signIn(page: Page) {
  await page.getByLabel('E-mail address').fill(ADA.email)
  await page.getByLabel('Password', { exact: true }).fill(ADA.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
}

const accepted = (page: Page) => expect(page.getByRole('main')).toContainText('Verdict: accepted')
const bannerOf = (page: Page) => page.getByRole('banner')

test('the token is in localStorage and one header, and nowhere else', async ({ page, context, held }) => {
  const answers: Promise<readonly [string, string]>[] = []
  const urls: string[] = []
  page.on('request', (request) => urls.push(`${request.url()} ${request.headers()['referer'] ?? ''}`))
  page.on('response', (response) => {
    // A stream has no end to wait for.
    if (new URL(response.url()).pathname === '/api/session-events') return
    answers.push(response.text().then((text) => [new URL(response.url()).pathname, text] as const, () => ['', ''] as const))
  })
  await page.goto('/sign-in')
  await signIn(page)
  await page.waitForURL('/dashboard')
  await accepted(page)
  const [token] = await held()
  const secret = token!.value.slice(4, -3)

  const main = page.getByRole('main')
  await main.getByRole('button', { name: 'Change my role in the database' }).click()
  await expect(main.getByRole('status').filter({ hasText: 'The database now says' })).toBeVisible()
  await main.getByRole('button', { name: 'Ask again' }).click()
  await expect(main.getByText('Asked again, 2 times so far.')).toBeAttached()
  await page.getByRole('link', { name: 'Docs' }).first().click()
  await page.waitForURL('/docs')
  await page.goto('/dashboard')
  await accepted(page)

  expect(await page.content()).not.toContain(secret)
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate(() => document.cookie)).toBe('')
  expect(await page.evaluate(() => Object.keys(localStorage))).toContain(TOKEN_KEY)
  expect(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)))).not.toContain(secret)
  expect(urls.join('\n')).not.toContain(secret)
  const with_ = (await Promise.all(answers)).filter(([, text]) => text.includes(secret)).map(([path]) => path)
  // Handed over once, by the answer to signing in.
  expect(with_).toEqual(['/api/sign-in'])
})

test('shows the navigation, which carried nothing, beside the request that carried the token', async ({ page, mint, held }) => {
  await mint('ada')
  await page.goto('/dashboard')
  await accepted(page)
  const main = page.getByRole('main')
  await main.locator('label').filter({ hasText: 'GET /dashboard' }).click()
  const going = main.locator('section').filter({ has: page.getByRole('heading', { name: 'Going to this page' }) })
  await expect(going).toContainText('missing')
  await expect(going).toContainText('No credential')
  await expect(main).toContainText('GET /api/xray')
  await expect(main).toContainText('GET /dashboard')
  await expect(main).toContainText('No credential among them')

  const [token] = await held()
  await expect(main).toContainText('inferred')
  await main.locator('label').filter({ hasText: 'What the credential says' }).click()
  await main.getByRole('button', { name: 'Show the whole token' }).click()
  await expect(main.getByRole('group', { name: 'The credential, its parts in their colours' })).toHaveText(token!.value)
  await expect(main).toContainText('"alg": "EdDSA"')
})

test('a new name is still there after a reload, and the token ends when it would have', async ({ page, newPerson, held }) => {
  const person = newPerson()
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill(person.name)
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('main').getByRole('button', { name: 'Create the account' }).click()
  await page.waitForURL('/dashboard')
  await accepted(page)
  const claims = async () => JSON.parse(atob((await held())[0]!.value.split('.')[1]!)) as Record<string, unknown>
  const before = await claims()

  await page.goto('/account')
  await page.getByLabel('Name', { exact: true }).fill('Countess of Lovelace')
  await page.getByRole('button', { name: 'Change name' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Your name is now Countess of Lovelace' })).toBeVisible()
  await expect(bannerOf(page)).toContainText('Countess of Lovelace')
  await page.reload()
  await expect(bannerOf(page)).toContainText('Countess of Lovelace')
  const { sid, createdMs, expiresMs } = before
  expect(await claims()).toMatchObject({ name: 'Countess of Lovelace', sid, createdMs, expiresMs })
})

test('a page knows who is there before it says that nobody is', async ({ page, mint }) => {
  await mint('ada')
  let answer: () => void = () => undefined
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/api/me', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/dashboard')
  await expect(bannerOf(page)).toContainText('Asking the server who you are')
  await expect(bannerOf(page)).not.toContainText('Sign in')
  await expect(page).toHaveURL('/dashboard')
  answer()
  await expect(bannerOf(page)).toContainText('Ada Lovelace')
})

test('two tabs stay in step', async ({ page, context }) => {
  await page.goto('/sign-in')
  const other = await context.newPage()
  await other.goto('/')
  await expect(bannerOf(other)).toContainText('Sign up')
  await signIn(page)
  await page.waitForURL('/dashboard')
  await expect(bannerOf(other)).toContainText('Ada Lovelace')

  await accepted(page)
  await bannerOf(other).locator('summary').filter({ hasText: 'Ada Lovelace' }).click()
  await bannerOf(other).getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'You were signed out in another tab' })).toBeVisible()
  await expect(bannerOf(page)).toContainText('Sign up')
  await expect(page.getByRole('main')).not.toContainText(ADA.email)
  await page.getByRole('main').getByRole('link', { name: 'Sign in again' }).click()
  await page.waitForURL('/sign-in?next=%2Fdashboard&reason=missing')
  await signIn(page)
  await page.waitForURL('/dashboard')
})

test('a token that is over while the page is open: the page says so, drops it, and leads back', async ({ page, mint, held }) => {
  await mint('ada', { ageMs: HOUR - 6_000 })
  await page.goto('/dashboard')
  await accepted(page)
  const notice = page.getByRole('status').filter({ hasText: 'The session expired' })
  await expect(notice).toBeVisible({ timeout: 15_000 })
  await expect(notice).toContainText('expired')
  expect(await held()).toEqual([])
  // The page notices by itself, the server tells it too, in a dialog before everything else, and either may be first.
  await page.getByRole('link', { name: 'Sign in again' }).first().click()
  await page.waitForURL('/sign-in?next=%2Fdashboard&reason=expired')
  await expect(page.getByRole('main')).toContainText('The session expired')
  await signIn(page)
  await page.waitForURL('/dashboard')
})

test('a token that the server does not accept is dropped, with the reason', async ({ page, held }) => {
  await page.goto('/icon.svg')
  await page.evaluate((key) => localStorage.setItem(key, 'eyJhbGciOiJub25lIn0.e30.'), TOKEN_KEY)
  await page.goto('/dashboard')
  await page.waitForURL('/sign-in?next=%2Fdashboard&reason=malformed')
  await expect(page.getByRole('main')).toContainText('The credential cannot be read')
  expect(await held()).toEqual([])
})

test('a server that does not answer signs nobody out', async ({ page, mint, held }) => {
  await mint('ada')
  await page.route('**/api/me', (route) => route.abort())
  await page.goto('/dashboard')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('The server did not answer')
  expect(await held()).toHaveLength(1)
  await page.unroute('**/api/me')
  await page.getByRole('button', { name: 'Try again' }).click()
  await accepted(page)
})

test('storage that was cleared: the next thing pressed explains, and one signs in again', async ({ page, mint }) => {
  await mint('ada')
  await page.goto('/dashboard')
  await accepted(page)
  await page.evaluate(() => localStorage.clear())
  await page.getByRole('button', { name: 'Ask again' }).click()
  const notice = page.getByRole('status').filter({ hasText: 'The token is gone from this browser' })
  await expect(notice).toBeVisible()
  await notice.getByRole('link', { name: 'Sign in again' }).click()
  await page.waitForURL(/\/sign-in/)
  await signIn(page)
  await page.waitForURL('/dashboard')
  await accepted(page)
})

for (const [what, block] of [
  ['that cannot be reached', () => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('blocked', 'SecurityError') } })],
  ['that takes nothing', () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') } }],
] as const) {
  test(`storage ${what}: the page says so, and one is signed in for as long as the tab is not reloaded`, async ({ page, context }) => {
    await context.addInitScript(block)
    await page.goto('/sign-in')
    await expect(page.getByRole('main')).toContainText('This browser blocks storage for this site')
    await signIn(page)
    await page.waitForURL('/dashboard')
    await accepted(page)
    await page.getByRole('link', { name: 'Docs' }).first().click()
    await page.waitForURL('/docs')
    await bannerOf(page).getByRole('link', { name: 'Dashboard' }).click()
    await accepted(page)
    await page.reload()
    await page.waitForURL('/sign-in?next=%2Fdashboard&reason=missing')
  })
}
