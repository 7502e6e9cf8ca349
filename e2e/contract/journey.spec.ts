import type { Page } from '@playwright/test'
import { expect, test } from '../support/test'

const PASSWORD = 'correct horse battery staple'

async function fillSignIn(page: Page, email: string, password: string) {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
}

test('signs up, sees the dashboard tell the truth, signs out, and is out', async ({ page, context, facts, held, newPerson }) => {
  const person = newPerson()
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill(person.name)
  await fillSignIn(page, person.email, person.password)
  await page.getByRole('main').getByRole('button', { name: 'Create the account' }).click()

  await page.waitForURL('/dashboard')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your request, as it ran')
  const main = page.getByRole('main')
  await expect(main).toContainText(person.email)
  await expect(main).toContainText('accepted')

  const cookies = await context.cookies()
  expect(cookies.map(({ name }) => name).sort()).toEqual([...facts.cookies].sort())
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', domain: 'localhost' })
  const credentials = await held()
  expect(credentials.map(({ name }) => name)).toContain(facts.credentialName)
  for (const { value } of credentials) {
    await expect(main).toContainText(`${String(value.length)} bytes`)
    await expect(main).toContainText(`${value.slice(0, 4)}…${value.slice(-3)}`)
    expect(await page.content()).not.toContain(value.slice(4, -3))
  }
  expect(await page.evaluate(() => document.cookie)).toBe('')

  await main.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/\/signed-out/)
  expect(await held()).toEqual([])
  await expect(main.getByRole('heading', { level: 2, name: /^A copy of your credential/ })).toHaveText(
    facts.revocation === 'now' ? 'A copy of your credential is refused from now on' : 'A copy of your credential may still be accepted',
  )
  await expect(main.locator('del').first()).toBeVisible()
  // What it says of the very credential that was just used: nothing else on the page can know.
  if (facts.carrier === 'cookie') await expect(main).toContainText(facts.revocation === 'now' ? 'It was refused: revoked' : 'It was accepted')
  for (const { value } of credentials) expect(await page.content()).not.toContain(value.slice(4, -3))
  await page.goto('/dashboard')
  await expect(page).toHaveURL('/sign-in?next=%2Fdashboard&reason=missing')
})

test('signs in, and says where the state lives', async ({ page, facts }) => {
  await page.goto('/sign-in')
  await fillSignIn(page, 'ada@example.com', PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('/dashboard')
  await expect(page.getByRole('main')).toContainText(facts.carrier === 'cookie' ? 'Set-Cookie' : 'access_token: eyJ')
  await expect(page.getByRole('main')).toContainText('set by the server')
  const lanes = page.getByRole('main')
  const read = facts.stateLives === 'store'
  await expect(lanes.locator('label').filter({ hasText: 'Read the session and its person' })).toHaveCount(read ? 1 : 0)
  if (!read) await expect(lanes).toContainText(facts.credentialKind === 'jws' ? 'signed' : 'every fact about the session, encrypted')
  // Only what the server keeps a row of can be ended from elsewhere.
  await expect(lanes.getByText(/^Row in sessions/)).toHaveCount(facts.endsFromElsewhere ? 1 : 0)
})

test('one press signs in as a demo person', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: /Sign in as Grace/ }).click()
  await page.waitForURL('/dashboard')
  await expect(page.getByRole('main')).toContainText('grace@example.com')
})

test('gives one error for an unknown account and a wrong password, and keeps the address', async ({ page, newPerson }) => {
  const errors: string[] = []
  for (const email of ['ada@example.com', newPerson().email]) {
    await page.goto('/sign-in')
    await fillSignIn(page, email, 'not the password')
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText('E-mail address or password is wrong')
    errors.push((await alert.textContent()) ?? '')
    await expect(page.getByLabel('E-mail address')).toHaveValue(email)
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  }
  expect(errors[0]).toBe(errors[1])
})

test('names each field that is wrong', async ({ page }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill('N')
  await fillSignIn(page, 'ada@example.com', 'password1')
  await page.getByRole('main').getByRole('button', { name: 'Create the account' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/most common passwords/)
  await expect(page.getByLabel('Name')).toHaveValue('N')
})

test('comes back to where one wanted to go, and never leaves this origin', async ({ page }) => {
  for (const [next, arrives] of [
    ['/docs/errors', '/docs/errors'],
    ['//evil.example/', '/dashboard'],
    ['https://evil.example/', '/dashboard'],
    ['/.//evil.example', '/dashboard'],
  ] as const) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await fillSignIn(page, 'ada@example.com', PASSWORD)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(arrives)
  }
})

test('an expired session says so and brings one back', async ({ page, mint }) => {
  await mint('ada', { ageMs: 25 * 3_600_000 })
  await page.goto('/dashboard?done=renewed')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdashboard%3Fdone%3Drenewed&reason=expired/)
  await expect(page.getByRole('main')).toContainText('The session expired')
  await fillSignIn(page, 'ada@example.com', PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL('/dashboard?done=renewed')
})

test('a session that is used lives on without pressing anything, where its mode renews', async ({ page, mint, facts, held, mine }) => {
  const ageMs = facts.renews !== 'never' ? 13 * 3_600_000 : 40 * 60_000
  await mint('ada', { ageMs })
  await page.goto('/icon.svg')
  const before = await held()
  await page.goto('/docs')
  await page.goto('/dashboard')
  await expect(page.getByRole('main')).toContainText('accepted')
  const answer = await page.request.get('/api/me', { headers: await mine() })
  const { session } = (await answer.json()) as { session: { createdAt: string; expiresAt: string } }
  const left = Date.parse(session.expiresAt) - Date.now()
  if (facts.renews !== 'never') expect(left).toBeGreaterThan(23 * 3_600_000)
  else expect(left).toBeLessThanOrEqual(20 * 60_000)
  const values = (all: typeof before) => all.map(({ name, value }) => `${name}=${value}`).sort()
  const same = values(await held()).join() === values(before).join()
  // A row lives longer under the same id; what says itself until when it lives is replaced.
  expect(same).toBe(facts.stateLives === 'store' || facts.renews === 'never')
})

test('asks again, renews, and watches whether the credential notices a new role', async ({ page, mint, facts, mine }) => {
  await mint('ada')
  await page.goto('/dashboard')
  const main = page.getByRole('main')
  if (facts.renews !== 'never') {
    await main.getByRole('button', { name: 'Renew' }).click()
    await page.waitForURL('/dashboard?done=renewed')
    await expect(page.getByRole('status').filter({ hasText: 'Last renewed' })).toBeVisible()
    await expect(page.getByRole('status').filter({ hasText: 'Last renewed' })).toBeFocused()
  } else {
    await expect(main).toContainText('Nothing to renew in this mode')
    await expect(main.getByRole('button', { name: 'Renew' })).toHaveCount(0)
  }
  await main.getByRole('link', { name: 'Ask again' }).or(main.getByRole('button', { name: 'Ask again' })).click()
  await expect(main).toContainText('accepted')
  await expect(page.getByRole('status').filter({ hasText: 'Last renewed' })).toHaveCount(0)

  await main.getByRole('button', { name: 'Change my role in the database' }).click()
  if (facts.rscCanRead) await page.waitForURL('/dashboard?done=role')
  const said = await main.getByRole('status').filter({ hasText: 'The database now says' }).textContent()
  const role = /now says (\w+)/.exec(said ?? '')?.[1] ?? ''
  const me = (await (await page.request.get('/api/me', { headers: await mine() })).json()) as { user: { role: string } }
  expect(me.user.role === role).toBe(facts.stateLives === 'store')
})

test('can be used with the keyboard alone', async ({ page }) => {
  await page.goto('/sign-in')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: /skip/i })).toBeFocused()
  await page.getByLabel('E-mail address').focus()
  await page.keyboard.type('ada@example.com')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL('/dashboard')
})

test('goes on by keyboard from the page that was arrived at', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('contentinfo').getByRole('link', { name: 'Docs' }).press('Enter')
  await page.waitForURL('/docs')
  await expect(page.getByRole('main')).not.toBeFocused()
  await page.locator('main a[href="/docs/errors"]').first().press('Enter')
  await page.waitForURL('/docs/errors')
  await expect(page.getByRole('main')).toBeFocused()
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('signs up, sees the dashboard, signs out, signs in, or is told that it takes a script', async ({ page, context, facts, newPerson }) => {
    if (facts.carrier === 'authorization') {
      for (const path of ['/', '/sign-up', '/sign-in', '/dashboard']) {
        await page.goto(path)
        const said = page.getByRole('main').locator('noscript').first()
        await expect(said).toBeVisible()
        expect(await said.textContent()).toMatch(/^This mode needs JavaScript/)
        await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
        await expect(page.getByRole('main').getByRole('button')).toHaveCount(0)
      }
      return
    }
    const person = newPerson()
    await page.goto('/sign-up')
    await page.getByLabel('Name').fill(person.name)
    await fillSignIn(page, person.email, person.password)
    await page.getByRole('main').getByRole('button', { name: 'Create the account' }).click()
    await expect(page).toHaveURL('/dashboard')
    await expect(page.getByRole('main')).toContainText(person.email)
    await page.getByRole('main').getByRole('button', { name: 'Renew' }).click()
    await expect(page.getByRole('main')).toContainText('Last renewed')
    await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/\/signed-out/)
    await expect(page.getByRole('main')).toContainText('What signing out removed')
    expect(await context.cookies()).toEqual([])

    await page.goto('/sign-in')
    await fillSignIn(page, person.email, 'not the password')
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('main')).toContainText('E-mail address or password is wrong')
    await expect(page.getByLabel('E-mail address')).toHaveValue(person.email)
    await fillSignIn(page, person.email, person.password)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL('/dashboard')
  })
})
