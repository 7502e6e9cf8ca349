import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { TOKEN_KEY } from '@/app/_bearer/token'
import type { Role } from '@/lib/auth/contract'
import type { ModeName } from '@/lib/auth/modes'
import { startServer, type RunningServer } from '../support/server'
import { E2E_DIR, ownPort, serverEnv } from '../support/servers'
import { asAdmin } from '../support/services'
import { expect, test, type Person } from '../support/test'

const RUNS: readonly (readonly [mode: ModeName, revocation: 'none' | 'list'])[] = [
  ['database', 'none'],
  ['jwt', 'none'],
  ['jwt', 'list'],
  ['sealed', 'none'],
  ['sealed', 'list'],
  ['bearer', 'none'],
  ['bearer', 'list'],
  ['hybrid', 'none'],
  ['hybrid', 'list'],
]

/** Short, so that what is promised for the end of a credential can be waited for. */
const LIMITS = { SESSION_IDLE_SECONDS: '12', SESSION_MAX_SECONDS: '16', BEARER_TTL_SECONDS: '12', ACCESS_TTL_SECONDS: '9' }
const ADMIN = { email: 'grace@example.com', password: 'correct horse battery staple' }

type Promised = { readonly takesEffect: 'now' } | { readonly takesEffect: 'at-expiry'; readonly at: string }

/** A copy of what a browser holds, as a thief would have it: nothing renews it, and no page forgets it. */
type Copy = Readonly<Record<string, string>>

for (const [mode, revocation] of RUNS) {
  test.describe(`${mode}, AUTH_REVOCATION=${revocation}`, () => {
    test.describe.configure({ mode: 'default' })
    test.use({ mode })

    const port = ownPort()
    const origin = `http://localhost:${String(port)}`
    const now = mode === 'database' || revocation === 'list'
    let server: RunningServer

    test.beforeAll(async () => {
      const env = serverEnv(mode, port, join(E2E_DIR, `two-browsers-${mode}-${revocation}`))
      server = await startServer({ ...env, ...(now ? {} : LIMITS), AUTH_REVOCATION: revocation }, { port })
    })

    test.afterAll(async () => {
      await server.stop()
    })

    /** Signs in by the API, in a browser of its own, whose one page is at `path`. */
    async function enter(context: BrowserContext, who: Pick<Person, 'email' | 'password'>, path: string): Promise<{ page: Page; copy: Copy }> {
      const answer = await context.request.post(`${origin}/api/sign-in`, { data: { email: who.email, password: who.password } })
      expect(answer.status()).toBe(200)
      const { access_token: token } = (await answer.json()) as { access_token?: string }
      const page = await context.newPage()
      if (token !== undefined) {
        await page.goto(`${origin}/icon.svg`)
        await page.evaluate(([key, value]) => localStorage.setItem(key, value), [TOKEN_KEY, token] as const)
      }
      const cookies = await context.cookies(origin)
      const copy: Copy = token === undefined ? { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') } : { authorization: `Bearer ${token}` }
      await page.goto(origin + path)
      return { page, copy }
    }

    /** Their id. */
    async function signUp(person: Person): Promise<string> {
      const answer = await fetch(`${origin}/api/sign-up`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(person),
      })
      expect(answer.status).toBe(201)
      return ((await answer.json()) as { user: { id: string } }).user.id
    }

    async function me(copy: Copy): Promise<Role | null> {
      const answer = await fetch(`${origin}/api/me`, { headers: copy })
      if (answer.status === 401) return null
      expect(answer.status).toBe(200)
      return ((await answer.json()) as { user: { role: Role } }).user.role
    }

    /** Asks without a pause until the promise is due, and holds it to that: never later, and as early only as it said. */
    async function expectKept(promised: Promised, copy: Copy, isOver: (role: Role | null) => boolean) {
      const first = await me(copy)
      if (promised.takesEffect === 'now') {
        expect(isOver(first)).toBe(true)
        return
      }
      const at = Date.parse(promised.at)
      expect(at).toBeGreaterThan(Date.now())
      expect(isOver(first), 'it said that it could not end it now').toBe(false)
      await expect
        .poll(
          async () => {
            const asked = Date.now()
            return isOver(await me(copy)) ? 'over' : asked >= at ? 'too late' : 'accepted'
          },
          { timeout: at - Date.now() + 5_000, intervals: [50] },
        )
        .not.toBe('accepted')
      // Asked after its time in any case.
      await expect.poll(() => Date.now(), { timeout: 20_000, intervals: [50] }).toBeGreaterThanOrEqual(at)
      expect(isOver(await me(copy))).toBe(true)
    }

    /** The notice that covers an open tab. A renewal waits for a sign that somebody is there. */
    async function expectNotice(page: Page, promised: Promised, says: RegExp) {
      const dialog = page.getByRole('dialog')
      if (promised.takesEffect === 'now') {
        // How fast is the stream's own test; here it is what a person sees.
        await expect(dialog).toBeVisible()
        await expect(dialog).toContainText(says)
      } else {
        await page.keyboard.press('Shift')
        const timeout = Math.max(0, Date.parse(promised.at) - Date.now()) + 5_000
        // A token's page knows when it is over, and may be faster than the server's word.
        const told = mode === 'bearer' ? dialog.or(page.getByRole('status')).filter({ hasText: 'The session expired' }) : dialog
        await expect(told.first()).toBeVisible({ timeout })
      }
      await page.keyboard.press('Escape')
      const place = (await dialog.isVisible()) ? dialog : page.getByRole('main')
      await place.getByRole('link', { name: 'Sign in again' }).click()
      await expect(page).toHaveURL(/\/sign-in\?next=%2Fdashboard/)
    }

    /** What the page promises once it was told twice, which is what a person has to go by. */
    async function confirm(page: Page, label: string, button: string, said: string): Promise<Promised> {
      await page.locator('summary', { hasText: label }).first().click()
      await page.getByRole('button', { name: button }).click()
      const status = page.getByRole('status').filter({ hasText: said })
      await expect(status).toContainText(/Takes effect now|until .* UTC/)
      const [at] = await status.locator('time').evaluateAll((times) => times.map((time) => (time as HTMLTimeElement).dateTime))
      return at === undefined ? { takesEffect: 'now' } : { takesEffect: 'at-expiry', at }
    }

    test('disabling a person takes effect as the answer says', async ({ browser, newPerson }) => {
      const person = newPerson()
      await signUp(person)
      const [mine, theirs] = [await browser.newContext(), await browser.newContext()]
      const { page: admin } = await enter(mine, ADMIN, `/admin?search=${person.email}`)
      const { page, copy } = await enter(theirs, person, '/dashboard')
      await expect(page.getByRole('main')).toContainText('Verdict: accepted')

      const promised = await confirm(admin, 'Disable', 'Disable this account', 'is now disabled')
      expect(promised.takesEffect).toBe(now ? 'now' : 'at-expiry')
      await Promise.all([
        expectKept(promised, copy, (role) => role === null),
        expectNotice(page, promised, /ended by an administrator.*account was disabled/s),
      ])
      await Promise.all([mine.close(), theirs.close()])
    })

    test('taking a role away takes effect as the answer says', async ({ browser, newPerson }) => {
      const person = newPerson()
      const id = await signUp(person)
      expect((await asAdmin(origin, 'PATCH', `/api/admin/users/${id}`, { role: 'admin' })).status).toBe(200)
      const [mine, theirs] = [await browser.newContext(), await browser.newContext()]
      const { page: admin } = await enter(mine, ADMIN, `/admin?search=${person.email}`)
      const { page, copy } = await enter(theirs, person, '/admin')
      expect(await me(copy)).toBe('admin')
      await expect(page.getByRole('heading', { name: 'Grace Hopper' })).toBeVisible()

      const promised = await confirm(admin, 'Make user', 'Take the role away', 'is now user')
      expect(promised.takesEffect).toBe(now ? 'now' : 'at-expiry')
      // Administration asks the database, in every mode.
      expect((await fetch(`${origin}/api/admin/users`, { headers: copy })).status).toBe(403)
      await page.reload()
      await expect(page.getByText('Not allowed')).toBeVisible()
      await expectKept(promised, copy, (role) => role !== 'admin')
      await Promise.all([mine.close(), theirs.close()])
    })

    test('ending a session takes effect as the answer says', async ({ browser, newPerson }) => {
      const person = newPerson()
      await signUp(person)
      const [mine, theirs] = [await browser.newContext(), await browser.newContext()]
      const { page: here, copy: own } = await enter(mine, person, '/sessions')
      // Last, for it lives for seconds.
      const { page, copy } = await enter(theirs, person, '/dashboard')
      await Promise.all([here.reload(), expect(page.getByRole('main')).toContainText('Verdict: accepted')])

      if (mode !== 'database' && mode !== 'hybrid' && revocation === 'none') {
        await expect(here.getByRole('heading', { name: 'Why there is no list' })).toBeVisible()
        await expect(here.getByText('AUTH_REVOCATION=list').first()).toBeVisible()
        const refused = await fetch(`${origin}/api/sessions`, { method: 'DELETE', headers: { ...own, origin } })
        expect(refused.status).toBe(409)
        const { until } = (await refused.json()) as { until: string }
        await expectKept({ takesEffect: 'at-expiry', at: until }, copy, (role) => role === null)
        await Promise.all([mine.close(), theirs.close()])
        return
      }

      const lists = mode === 'database' || mode === 'hybrid'
      const promised = lists
        ? await confirm(here, 'End the session', 'End this session', 'was ended')
        : await confirm(here, 'End all other sessions', 'End all others', 'were ended')
      expect(promised.takesEffect).toBe(now ? 'now' : 'at-expiry')
      await Promise.all([
        expectKept(promised, copy, (role) => role === null),
        expectNotice(page, promised, /ended by you.*manually/s),
      ])
      if (now) expect(await me(own)).toBe('user')
      if (lists) await expect(here.getByText(/by you, because it was ended manually/)).toBeVisible()
      await Promise.all([mine.close(), theirs.close()])
    })
  })
}
