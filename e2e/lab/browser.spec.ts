import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { DEFENCES, type Defence } from '@/lib/lab/defences'
import { PASSWORD } from '@/testkit/passwords'
import { PERSON_EMAIL } from '@/testkit/testbed'
import { factsOf } from '../support/facts'
import { startServer, type RunningServer } from '../support/server'
import { SERVERS, ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const PORT = ownPort()
const SITE = `http://localhost:${String(PORT)}`
const ATTACKER = `http://127.0.0.1:${String(PORT)}`
let folder: string
let lab: RunningServer

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-browser-'))
  lab = await startServer({ ...serverEnv('database', PORT, folder), LAB: 'on' }, { port: PORT })
})
test.afterAll(async () => {
  await lab.stop('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const own = (page: Page) => page.getByRole('region', { name: 'In your own browser' })

/** Steps 1 and 2: signed in to a testbed, with the second tab open. */
async function prepare(page: Page, experiment: string, mode: ModeName, without: readonly Defence[] = []): Promise<Page> {
  await page.goto(`${SITE}/lab/${experiment}`)
  await own(page).getByRole('radio', { name: mode, exact: true }).check()
  for (const defence of without) await own(page).getByLabel(DEFENCES[defence]).uncheck()
  await own(page).getByRole('button', { name: 'Sign in to the testbed' }).click()
  await expect(own(page).getByRole('status')).toContainText('The name in the store is Person')
  const [tab] = await Promise.all([page.waitForEvent('popup'), own(page).getByRole('link', { name: /new tab/ }).click()])
  await expect(tab.getByText('WEAK')).toBeVisible()
  return tab
}

/** As the browser has them, of the testbed. */
async function testbedCookies(page: Page) {
  return (await page.context().cookies()).filter(({ path }) => path.startsWith('/api/lab/testbeds/'))
}

const CSRF: readonly { readonly without: readonly Defence[]; readonly changed: boolean; readonly says: RegExp }[] = [
  { without: [], changed: false, says: /sent no credential along, and the server refused the request because of where it came from/ },
  { without: ['origin-check'], changed: false, says: /sent no credential along, and the server answered 401/ },
  { without: ['same-site'], changed: false, says: /sent the cookie along, and the server refused the request because of where it came from/ },
  { without: ['origin-check', 'same-site'], changed: true, says: /sent the cookie along, and a page on another site changed the name/ },
]

for (const mode of MODE_NAMES) {
  for (const { without, changed, says } of CSRF) {
    test(`${mode}: a page of another site, ${without.length === 0 ? 'with every defence' : `without ${without.join(' and ')}`}`, async ({ page }) => {
      const tab = await prepare(page, 'cross-site-post', mode, without)
      expect(new URL(tab.url()).origin).toBe(ATTACKER)
      const status = own(page).getByRole('status')
      const ambient = (await factsOf(mode)).crossSite === 'origin-check'
      const refused = without.includes('origin-check') || !ambient ? 'the server answered 401' : 'the server refused the request because of where it came from'

      // A script's request takes a SameSite=None cookie along only where third-party cookies are not blocked altogether.
      await tab.getByRole('button', { name: 'Attack with the script' }).click()
      await expect(status).toContainText(/^The browser sent/)
      const blocked = ((await status.textContent()) ?? '').includes('sent no credential along')
      if (without.length === 0 || !ambient) expect(blocked).toBe(true)
      await expect(status).toContainText(blocked || !changed ? refused : 'changed the name')

      // A form goes there as a page of its own, and its cookies are no third party's. What a script has to send goes along with neither.
      await tab.getByRole('button', { name: 'Attack with the form' }).click()
      const succeeds = ambient && changed
      await expect(own(page)).toContainText(/sends POST \/name.*sends POST \/name/s)
      await expect(status).toContainText(ambient ? says : `sent no credential along, and ${refused}`)
      await expect(own(page).getByRole('heading', { name: /What the server saw/ })).toContainText(succeeds ? 'Changed' : 'Not changed')
      await expect(own(page).getByText('The name in the store is').last()).toContainText(succeeds ? 'Changed by a form' : 'Person')
    })
  }

  for (const without of [[], ['http-only']] as const) {
    test(`${mode}: a script in the page, ${without.length === 0 ? 'with every defence' : 'without HttpOnly'}`, async ({ page }) => {
      const tab = await prepare(page, 'script-reads-storage', mode, without)
      expect(new URL(tab.url()).origin).toBe(SITE)
      await tab.getByRole('button', { name: 'Attack: run the script' }).click()
      await expect(tab.getByRole('status')).toContainText('Sent.')
      const taken = (await factsOf(mode)).readableByScript || without.length > 0
      await expect(own(page).getByRole('status')).toContainText(taken ? 'the attacker is let in' : 'found nothing that lets anybody in')
      await expect(own(page)).toContainText(taken ? 'Carried away' : 'Not readable')

      const keys = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('lab-')))
      expect((await testbedCookies(page)).length + (await keys()).length).toBeGreaterThan(0)
      await own(page).getByRole('button', { name: /Reset/ }).click()
      await expect(own(page).getByRole('status')).toContainText('No testbed yet')
      await expect.poll(() => testbedCookies(page)).toEqual([])
      expect(await keys()).toEqual([])
    })
  }
}

test('no credential stands on the page that shows what the server saw', async ({ page }) => {
  const tab = await prepare(page, 'script-reads-storage', 'database', ['http-only'])
  await tab.getByRole('button', { name: 'Attack: run the script' }).click()
  await expect(own(page)).toContainText('Carried away')
  const [cookie] = await testbedCookies(page)
  expect(cookie?.value).toHaveLength(43)
  expect(await page.content()).not.toContain(cookie?.value)
})

for (const mode of MODE_NAMES) {
  test(`${mode}: the application accepts no cookie of a testbed, by whatever name`, async ({ page, playwright }) => {
    const server = await playwright.request.newContext()
    const post = (path: string, data: unknown) => server.post(`${SITE}/api/lab/testbeds${path}`, { data, headers: { origin: SITE } })
    const { id } = (await (await post('', { experiment: 'cross-site-post', mode })).json()) as { id: string }
    const answer = await post(`/${id}/api/sign-in`, { email: PERSON_EMAIL, password: PASSWORD })
    expect(answer.status()).toBe(200)
    const given = answer.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie').map(({ value }) => value.split(';')[0] ?? '')
    const { access_token = '' } = (await answer.json()) as { access_token?: string }
    const bare = given.map((pair) => pair.slice(`lab-${id}-`.length))
    await server.dispose()
    // A server of the same mode, so that it is not the name that decides.
    const { carrier } = await factsOf(mode)
    for (const cookie of [given.join('; '), bare.join('; ')]) {
      const me = await fetch(`${SERVERS[mode].origin}/api/me`, { headers: carrier === 'authorization' ? { authorization: `Bearer ${access_token}` } : { cookie } })
      expect(me.status).toBe(401)
    }
    expect((await page.request.get(`${SERVERS[mode].origin}/api/lab/testbeds/${id}`)).status()).toBe(404)
  })
}

test("the attacker's page is none of the application's origin, and nobody signs in to the application from the other", async ({ page }) => {
  const tab = await prepare(page, 'cross-site-post', 'database')
  const { pathname } = new URL(tab.url())
  expect((await page.request.get(SITE + pathname)).status()).toBe(404)
  expect((await page.request.get(ATTACKER + pathname)).headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  const status = await tab.evaluate(async () => {
    const body = JSON.stringify({ email: 'ada@example.com', password: 'correct horse battery staple' })
    return fetch('/api/sign-in', { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then(({ status }) => status, () => 'kept back')
  })
  expect(status).toBe('kept back')
  const direct = await page.request.post(`${ATTACKER}/api/sign-in`, {
    data: { email: 'ada@example.com', password: 'correct horse battery staple' },
    headers: { origin: ATTACKER, 'sec-fetch-site': 'same-origin' },
  })
  expect(direct.status()).toBe(403)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every page of it has no accessibility violation in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    for (const experiment of ['cross-site-post', 'script-reads-storage']) {
      const tab = await prepare(page, experiment, 'hybrid')
      await tab.emulateMedia({ colorScheme })
      expect((await new AxeBuilder({ page: tab }).setLegacyMode().analyze()).violations).toEqual([])
      await tab.getByRole('button', { name: /Attack/ }).last().click()
      await expect(own(page)).toContainText(/Not (changed|readable)/)
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    }
  })
}

test('it can all be done by keyboard', async ({ page }) => {
  await page.goto(`${SITE}/lab/cross-site-post`)
  await own(page).getByRole('button', { name: 'Sign in to the testbed' }).focus()
  await page.keyboard.press('Enter')
  const link = own(page).getByRole('link', { name: /new tab/ })
  await link.focus()
  const [tab] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Enter')])
  // A tab is there before its page is.
  await expect(tab.getByText('WEAK')).toBeVisible()
  await tab.bringToFront()
  await tab.keyboard.press('Tab')
  await expect(tab.getByRole('button', { name: /Attack/ }).first()).toBeFocused()
  await tab.keyboard.press('Enter')
  await expect(own(page).getByRole('status')).toContainText('sent no credential along')
})

test('where the lab is off, no testbed exists', async ({ request, server }) => {
  for (const path of ['', '/made-up', '/made-up/whoami', '/made-up/attack']) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await request.fetch(`${server.origin}/api/lab/testbeds${path}`, { method, headers: { origin: server.origin } })
      expect(answer.status(), `${method} ${path}`).toBe(404)
    }
  }
})
