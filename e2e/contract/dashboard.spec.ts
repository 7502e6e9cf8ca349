import type { Page } from '@playwright/test'
import { expect, test } from '../support/test'

interface Report {
  readonly check: { readonly p50: number; readonly n: number; readonly reads: number }
  readonly response: { readonly status: number; readonly headers: readonly (readonly [name: string, value: string, known: 'set' | 'inferred'])[] }
}

const step = (page: Page, says: string | RegExp) => page.getByRole('main').locator('label').filter({ hasText: says })

async function open(page: Page) {
  await page.goto('/dashboard')
  await expect(page.getByRole('radiogroup', { name: 'Your request, step by step' })).toBeVisible()
}

test('each step of the request shows what it did, by mouse and by keyboard alike', async ({ page, mint, facts }) => {
  await mint('ada')
  await open(page)
  const heading = page.getByRole('main').getByRole('heading', { level: 2 }).filter({ hasNotText: 'The life of this session' }).last()
  await expect(heading).toHaveText('What did this request send?')
  await page.getByRole('radio', { checked: true }).and(page.locator('[name=beat]')).focus()
  await page.keyboard.press('ArrowDown')
  await expect(heading).toHaveText('How was it checked?')
  for (const [says, asks] of [
    ['accepted', 'Who does the server think you are?'],
    ['200 OK', 'What did the server answer?'],
    ['Where does the state live?', 'Where does the state live?'],
    ['What the credential says', 'What does the credential say?'],
    ['What one check costs', 'What does one check cost?'],
  ] as const) {
    await step(page, says).click()
    await expect(heading).toHaveText(asks)
  }
  await step(page, 'accepted').click()
  const until = page.getByText('This credential is refused from')
  if (facts.renews === 'refresh-token') await expect(until).toBeVisible()
})

test('shows the answer as it is sent', async ({ page, mint, mine, facts }) => {
  await mint('ada')
  await page.goto('/icon.svg')
  const answer = await page.request.get('/api/xray', { headers: await mine() })
  const { response } = (await answer.json()) as Report
  expect(response.status).toBe(answer.status())
  const real = answer.headers()
  for (const [name, value, known] of response.headers) if (known === 'set') expect(real[name], name).toBe(value)
  for (const name of ['cache-control', 'content-security-policy', 'x-content-type-options', 'content-type']) expect(response.headers.map(([header]) => header)).toContain(name)

  if (!facts.rscCanRead) return
  const navigation = await page.goto('/dashboard')
  await step(page, '200 OK').click()
  const shown = page.locator('dt')
  for (const name of ['cache-control', 'referrer-policy', 'x-frame-options']) {
    await expect(shown.filter({ hasText: `${name}: ${navigation?.headers()[name] ?? 'absent'}` })).toBeVisible()
  }
  const policy = navigation?.headers()['content-security-policy'] ?? ''
  await expect(shown.filter({ hasText: policy.replace(/'nonce-[^']*'/g, "'nonce-…'") })).toBeVisible()
  expect(policy).toMatch(/'nonce-[^']{20,}'/)
})

test('a changed credential is refused with the reason, and the real one is as good as before', async ({ page, mint, held, mine, facts }) => {
  await mint('ada')
  await open(page)
  const before = await held()
  await step(page, 'What the credential says').click()
  await page.getByRole('button', { name: 'Check it' }).click()
  const said = page.locator('#edited')
  await expect(said).toContainText(facts.provenBy === 'store' ? 'revoked' : /bad_signature|malformed/)
  if (facts.credentialKind === 'jws') await expect(said).toContainText('"admin"')
  await expect(page.getByRole('button', { name: 'Check it' })).toBeFocused()
  expect(await held()).toEqual(before)
  expect((await page.request.get('/api/me', { headers: await mine() })).status()).toBe(200)
})

test('only who is signed in has a credential to change, and only in ways that it can be', async ({ page, mint, mine }) => {
  const edit = (data: unknown, headers: Record<string, string> = {}) => page.request.post('/api/xray/edited', { data, headers: { 'sec-fetch-site': 'same-origin', ...headers } })
  await page.goto('/icon.svg')
  expect((await edit({ part: 'id' })).status()).toBe(401)
  await mint('ada')
  const headers = await mine()
  for (const data of [{}, { claim: 'role' }, { part: 'nothing' }, { claim: '__proto__', value: 'x' }, { part: 1 }, [], { part: 'id', more: true }]) {
    expect((await edit(data, headers)).status(), JSON.stringify(data)).toBe(400)
  }
})

/**
 * Whatever else a machine does makes a check slower and none faster, so of several readings the smallest counts. Two programs that
 * measured different things, or waited for something else meanwhile, were three orders of magnitude apart; noise is none of them.
 */
test('the dashboard and the API agree on what a check costs', async ({ page, mint, mine, facts }) => {
  await mint('ada')
  await page.goto('/icon.svg')
  const headers = await mine()
  const asked: number[] = []
  const shown: number[] = []
  for (let i = 0; i < 5; i++) {
    const { check } = (await (await page.request.get('/api/xray', { headers })).json()) as Report
    expect(check.reads > 0).toBe(facts.checkReads !== 'nothing')
    asked.push(check.p50)
    await open(page)
    const tile = await page.locator('dt', { hasText: 'One check takes' }).locator('+ dd').textContent()
    shown.push(Number(/([\d,.]+) µs/.exec(tile ?? '')?.[1]?.replaceAll(',', '')))
  }
  const ratio = Math.min(...shown) / Math.min(...asked)
  expect(ratio).toBeGreaterThan(0.1)
  expect(ratio).toBeLessThan(10)
})

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false })

  test('a step is chosen, and a changed credential is checked', async ({ page, mint, facts }) => {
    test.skip(!facts.rscCanRead, 'needs a script, and says so')
    await mint('ada')
    await page.goto('/dashboard')
    await step(page, 'What the credential says').click()
    await page.getByRole('button', { name: 'Check it' }).click()
    await expect(page).toHaveURL(/\/dashboard\?show=says#edited$/)
    await expect(page.locator('#edited')).toBeVisible()
    await expect(page.locator('#edited')).toContainText(/revoked|bad_signature|malformed/)
    await step(page, 'What one check costs').click()
    await page.locator('label').filter({ hasText: /^20$/ }).click()
    await expect(page.getByText('Waiting for the store (calculated)').locator('visible=true')).toBeVisible()
  })
})
