import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TOKEN_KEY } from '@/app/_bearer/token'
import { MODE_NAMES } from '@/lib/auth/modes'
import { makeTestbed } from '@/testkit/testbed'
import { startServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { databaseIn, takeAway } from '../support/stores'
import { expect, signedInBy, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' }

/** Everywhere that a page leads, signed in or not. */
const PAGES = ['/', '/sign-in', '/sign-up', '/dashboard', '/sessions', '/account', '/admin', '/docs', '/docs/errors', '/unavailable', '/nothing']

const CASES = MODE_NAMES.flatMap((mode) => (mode === 'database' ? (['none'] as const) : (['none', 'list'] as const)).map((revocation) => [mode, revocation] as const))

for (const [mode, revocation] of CASES) {
  const how = revocation === 'list' ? `${mode} mode with the list` : `${mode} mode`
  test(`in ${how} a store that is gone is 503 where it is needed, and never a rejected session`, async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'stateside-down-'))
    const port = ownPort()
    const server = await startServer({ ...serverEnv(mode, port, folder), AUTH_REVOCATION: revocation }, { port })
    try {
      const { carrier, cookies, rscCanRead, stateLives } = (await makeTestbed(mode)).mode.facts
      const mine = await signedInBy(await page.request.post(`${server.origin}/api/sign-in`, { data: ADA }))
      const [, token] = mine['authorization']?.split(' ') ?? []
      await page.goto(`${server.origin}/icon.svg`)
      if (token !== undefined) await page.evaluate(([key, value]) => localStorage.setItem(key, value), [TOKEN_KEY, token] as const)
      const bringBack = takeAway(databaseIn(folder))

      const health = await page.request.get(`${server.origin}/api/health`)
      expect(health.status()).toBe(503)
      expect(await health.json()).toMatchObject({ status: 503, code: 'store_unavailable' })
      expect(await page.request.post(`${server.origin}/api/sign-in`, { data: ADA, headers: { origin: server.origin } }).then((r) => r.status())).toBe(503)

      const needed = stateLives === 'store' || revocation === 'list'
      expect((await page.request.get(`${server.origin}/api/me`, { headers: mine })).status()).toBe(needed ? 503 : 200)
      const shown = await page.goto(`${server.origin}/dashboard`)
      // A page that is rendered for nobody needs nothing; its script says what it was answered.
      const failed = needed && rscCanRead
      expect(shown?.status()).toBe(failed ? 503 : 200)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(failed ? 'The store does not answer' : 'Your request, as it ran')
      if (needed && !rscCanRead) await expect(page.getByRole('main').getByRole('alert')).toContainText('The store does not answer')
      // Whoever sends a token to a page as well is told the same.
      for (const path of PAGES) expect([200, 307, 404, 503], path).toContain((await page.request.get(`${server.origin}${path}`, { headers: mine, maxRedirects: 0 })).status())
      expect((await page.request.get(`${server.origin}/dashboard`, { headers: mine })).status()).toBe(needed ? 503 : 200)
      await expect(page.getByRole('banner')).not.toContainText('Sign in')
      expect(await page.context().cookies()).toHaveLength(cookies.length)
      if (carrier === 'authorization') expect(await page.evaluate((key) => localStorage.getItem(key), TOKEN_KEY)).toBe(token)

      bringBack()
      expect((await page.goto(`${server.origin}/dashboard`))?.status()).toBe(200)
      await expect(page.getByRole('main')).toContainText(ADA.email)
    } finally {
      await server.stop('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
