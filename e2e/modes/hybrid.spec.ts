import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { hashOpaqueId } from '@/lib/auth/credentials/opaque-id'
import { startServer, type RunningServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { databaseIn, withStores } from '../support/stores'
import { expect, test } from '../support/test'

test.use({ mode: 'hybrid' })

const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' }
const MINUTES = 60_000

const values = async (context: BrowserContext) =>
  Object.fromEntries((await context.cookies()).map(({ name, value }) => [name, value])) as Record<string, string | undefined>

/** A client without a browser: the cookies that it has. */
async function signIn(origin: string, account = ADA): Promise<string> {
  const answer = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  expect(answer.status).toBe(200)
  return cookiesOf(answer)
}

const cookiesOf = (answer: Response) => answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ')
const renew = (origin: string, cookie: string) => fetch(`${origin}/api/renew`, { method: 'POST', headers: { cookie, origin } })
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const only = (name: string, cookie: string) => cookie.split('; ').filter((pair) => pair.startsWith(`${name}=`)).join('')

test('going to a page renews a pair whose access token is over, and the page shows what was really sent', async ({ page, context, mint }) => {
  await mint('ada', { ageMs: 6 * MINUTES })
  const before = await values(context)
  expect((await page.request.get('/api/me')).status()).toBe(401)
  await page.goto('/dashboard')
  const main = page.getByRole('main')
  await expect(main).toContainText('ada@example.com')
  const after = await values(context)
  expect(Object.keys(after).sort()).toEqual(['stateside-access', 'stateside-refresh'])
  for (const name of Object.keys(after)) expect(after[name]).not.toBe(before[name])
  await expect(main).toContainText(`…${before['stateside-access']?.slice(-3) ?? ''}`)
  await expect(main).toContainText('Rotate it')
  await expect(main).toContainText('Verify the signature')
  expect((await page.request.get('/api/me')).status()).toBe(200)
  const html = await page.content()
  for (const value of [...Object.values(before), ...Object.values(after)]) expect(html).not.toContain(value?.slice(4, -3))
})

test('a page fetched ahead of a click renews what is over, and nothing else', async ({ context, mint, server }) => {
  for (const [ageMs, renews] of [[4 * MINUTES, false], [6 * MINUTES, true]] as const) {
    await mint('ada', { ageMs })
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    for (const ahead of [['next-router-prefetch', '1'], ['sec-purpose', 'prefetch;prerender']] as const) {
      const answer = await fetch(`${server.origin}/dashboard`, { headers: { cookie, [ahead[0]]: ahead[1] }, redirect: 'manual' })
      expect(answer.headers.get('location') ?? '').not.toContain('/sign-in')
      expect(answer.headers.getSetCookie()).toHaveLength(renews ? 2 : 0)
    }
  }
})

test('two tabs that renew at once are both signed in, and neither loses a cookie', async ({ context, mint }) => {
  await mint('ada', { ageMs: 6 * MINUTES })
  const tabs = await Promise.all([context.newPage(), context.newPage(), context.newPage()])
  await Promise.all(tabs.map((tab) => tab.goto('/dashboard')))
  for (const tab of tabs) await expect(tab.getByRole('main')).toContainText('ada@example.com')
  expect((await context.request.get('/api/me')).status()).toBe(200)
  expect((await context.request.post('/api/renew', { headers: { 'sec-fetch-site': 'same-origin' } })).status()).toBe(200)
})

test('a session left alone for longer than the idle limit is over, though its cookies are there', async ({ page, mint }) => {
  await mint('ada', { ageMs: 25 * 60 * MINUTES })
  await page.goto('/dashboard')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdashboard&reason=expired/)
})

test('a session that was ended because a copy came back says so', async ({ page, context, server }) => {
  const first = await signIn(server.origin)
  const second = cookiesOf(await renew(server.origin, first))
  await renew(server.origin, second)
  // Without its access token: this browser needs the refresh token, which was used twice since.
  const [, value = ''] = only('stateside-refresh', first).split('=')
  await context.addCookies([{ name: 'stateside-refresh', value, url: server.origin }])
  await page.goto('/dashboard')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdashboard&reason=replayed/)
  await expect(page.getByRole('main')).toContainText('The credential was already used')
})

test.describe('over HTTP', () => {
  test('an access token that is over is 401, and the refresh cookie alone gets the next pair', async ({ server, mint, context }) => {
    await mint('ada', { ageMs: 6 * MINUTES })
    const old = await values(context)
    const cookie = Object.entries(old).map(([name, value]) => `${name}=${value ?? ''}`).join('; ')
    const me = await fetch(`${server.origin}/api/me`, { headers: { cookie } })
    expect([me.status, await codeOf(me)]).toEqual([401, 'expired'])
    expect(me.headers.getSetCookie()).toEqual([])
    const withoutRefresh = await renew(server.origin, only('stateside-access', cookie))
    expect([withoutRefresh.status, await codeOf(withoutRefresh)]).toEqual([401, 'missing'])
    const renewed = await renew(server.origin, only('stateside-refresh', cookie))
    expect(renewed.status).toBe(200)
    const lines = renewed.headers.getSetCookie()
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toMatch(/^stateside-(access|refresh)=[\w.-]+; Path=\/; .*HttpOnly; SameSite=lax$/i)
    expect((await fetch(`${server.origin}/api/me`, { headers: { cookie: cookiesOf(renewed) } })).status).toBe(200)
  })

  test('ten renewals at once get one successor', async ({ server }) => {
    const cookie = await signIn(server.origin)
    const answers = await Promise.all(Array.from({ length: 10 }, () => renew(server.origin, cookie)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(new Set(answers.map((answer) => only('stateside-refresh', cookiesOf(answer)))).size).toBe(1)
  })

  test('a refresh token that comes back ends the session for everybody, and clears nothing', async ({ server }) => {
    const first = await signIn(server.origin)
    const second = cookiesOf(await renew(server.origin, first))
    const third = cookiesOf(await renew(server.origin, second))
    const replay = await renew(server.origin, first)
    expect([replay.status, await codeOf(replay)]).toEqual([401, 'replayed'])
    expect(replay.headers.getSetCookie()).toEqual([])
    for (const cookie of [first, second, third]) {
      const answer = await renew(server.origin, cookie)
      expect([answer.status, await codeOf(answer)]).toEqual([401, 'revoked'])
    }
  })

  test('signing out ends the renewal now, and says when the access token ends', async ({ server }) => {
    const cookie = await signIn(server.origin)
    const answer = await fetch(`${server.origin}/api/sign-out`, { method: 'POST', headers: { cookie, origin: server.origin } })
    const promise = (await answer.json()) as { takesEffect: string; at: string; why: string }
    expect(promise).toMatchObject({ takesEffect: 'at-expiry', why: expect.stringMatching(/.{20,}/) })
    const left = Date.parse(promise.at) - Date.now()
    expect(left).toBeGreaterThan(290_000)
    expect(left).toBeLessThanOrEqual(300_000)
    expect(answer.headers.getSetCookie()).toHaveLength(2)
    expect((await fetch(`${server.origin}/api/me`, { headers: { cookie } })).status).toBe(200)
    expect(await codeOf(await renew(server.origin, cookie))).toBe('revoked')
  })
})

test.describe('with an access token of one second', () => {
  let folder: string
  let running: RunningServer
  const port = ownPort()
  const env = () => ({ ...serverEnv('hybrid', port, folder), ACCESS_TTL_SECONDS: '1' })
  test.describe.configure({ mode: 'serial' })
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'stateside-hybrid-'))
    running = await startServer(env(), { port })
  })
  test.afterAll(async () => {
    await running.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  async function signedInPage(page: Page) {
    await page.goto(`${running.origin}/sign-in`)
    await page.getByLabel('E-mail address').fill(ADA.email)
    await page.getByLabel('Password', { exact: true }).fill(ADA.password)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL('**/dashboard')
  }

  /** Until the server itself says so. */
  const untilOver = (page: Page) => expect.poll(async () => (await page.request.get(`${running.origin}/api/me`)).status()).toBe(401)

  test('buttons pressed after it ran out do what they say', async ({ page, context }) => {
    await signedInPage(page)
    const main = page.getByRole('main')
    await untilOver(page)
    await main.getByRole('button', { name: 'Renew' }).click()
    await page.waitForURL('**/dashboard?done=renewed')
    await expect(main).toContainText(ADA.email)
    await untilOver(page)
    const before = await context.cookies()
    await main.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(/\/signed-out/)
    expect(await context.cookies()).toEqual([])
    const cookie = before.map(({ name, value }) => `${name}=${value}`).join('; ')
    expect((await renew(running.origin, cookie)).status).toBe(401)
  })

  test('survives a server that is killed in the middle of renewals, with one live refresh token', async () => {
    let cookie = await signIn(running.origin)
    const had = [cookie]
    const keep = (answer: Response) => had.push((cookie = cookiesOf(answer)))
    for (let round = 0; round < 3; round++) {
      const killed = { yet: false }
      const client = (async () => {
        for (;;) {
          const answer = await renew(running.origin, cookie).catch(() => null)
          if (answer?.ok) keep(answer)
          else if (killed.yet) return
        }
      })()
      await expect.poll(() => cookie).not.toBe(undefined)
      await running.stop('SIGKILL')
      killed.yet = true
      await client
      running = await startServer(env(), { port })
      // The answer may have been lost after the write: its parent still gets the same successor.
      const again = await renew(running.origin, cookie)
      expect(again.status).toBe(200)
      keep(again)
      const hashes = had.map((one) => hashOpaqueId(/stateside-refresh=([^;]*)/.exec(one)?.[1] ?? ''))
      await withStores(databaseIn(folder), async ({ sessions }) => {
        const live = await Promise.all(hashes.map((hash) => sessions.find(hash)))
        const spent = await Promise.all(hashes.map((hash) => sessions.findSpent(hash)))
        expect(live.filter(Boolean)).toHaveLength(1)
        expect(spent.filter((one) => one?.salt != null)).toHaveLength(1)
      })
    }
  })
})
