import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import { MODE_NAMES } from '@/lib/auth/modes'
import { factsOf } from '../support/facts'
import { startServer, type RunningServer } from '../support/server'
import { E2E_DIR, ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const dock = (page: Page) => page.getByRole('region', { name: 'Wire' })
const rows = (page: Page) => dock(page).locator('tbody').getByRole('row')
const asked = (page: Page) => page.getByRole('main').getByRole('link', { name: 'Ask again' }).or(page.getByRole('main').getByRole('button', { name: 'Ask again' }))

async function signIn(page: Page, origin: string, who = 'ada') {
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('E-mail address').fill(`${who}@example.com`)
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(`${origin}/dashboard`)
}

/** Opens it, and waits until it is known what the last request was. */
async function openDock(page: Page) {
  await dock(page).locator('summary').click()
  await expect(rows(page).filter({ hasText: '/api/xray' }).or(rows(page).filter({ hasText: 'GET /dashboard' })).first()).toBeVisible()
}

async function expectNoViolations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

async function fresh(browser: Browser) {
  return (await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': '10.9.9.9' } })).newPage()
}

for (const mode of MODE_NAMES) {
  test.describe(mode, () => {
    // One server, whose tests share what it keeps.
    test.describe.configure({ mode: 'default' })
    let server: RunningServer

    test.beforeAll(async () => {
      const port = ownPort()
      server = await startServer({ ...serverEnv(mode, port, join(E2E_DIR, `wire-${mode}`)), LAB: 'on' }, { port })
    })
    test.afterAll(async () => {
      await server.stop('SIGKILL')
    })

    test('what is asked again is there at once, and the focus stays; its X-ray opens, and two are compared', async ({ page }) => {
      await signIn(page, server.origin)
      await openDock(page)
      await expect(rows(page).filter({ hasText: 'signed in' })).toHaveCount(1)
      const before = await rows(page).count()
      await page.evaluate(() => Object.assign(window, { kept: true }))
      await asked(page).focus()
      await page.keyboard.press('Enter')
      await expect.poll(() => rows(page).count()).toBeGreaterThan(before)
      await expect(asked(page)).toBeFocused()
      expect(await page.evaluate(() => 'kept' in window)).toBe(true)

      const opener = rows(page).first().getByRole('button')
      const name = await opener.innerText()
      await opener.focus()
      await page.keyboard.press('Enter')
      const sheet = page.getByRole('dialog', { name })
      await expect(sheet.getByRole('heading', { name: 'What the server did' })).toBeVisible()
      await expect(sheet).toContainText('The credential was accepted.')
      await expectNoViolations(page)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(opener).toBeFocused()

      await rows(page).first().getByRole('checkbox').check()
      await rows(page).filter({ hasText: 'signed in' }).getByRole('checkbox').check()
      const compare = dock(page).getByRole('button', { name: 'Compare two requests' })
      await compare.click()
      const differences = page.getByRole('dialog').getByRole('table', { name: 'What differs' })
      await expect(differences.getByRole('row', { name: /^Request/ })).toContainText('sign-in')
      await expect(differences.getByRole('row', { name: /^Verdict/ })).toContainText('this request signed you in')
      await page.getByRole('dialog').locator('summary', { hasText: 'What is the same' }).last().click()
      await expectNoViolations(page)
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
      await expect(compare).toBeFocused()
    })

    test("nobody sees another's, and after a sign-out nothing is left", async ({ page, browser }) => {
      await signIn(page, server.origin)
      await openDock(page)
      const other = await fresh(browser)
      await signIn(other, server.origin, 'grace')
      await openDock(other)
      await asked(page).click()
      await asked(page).click()
      await expect.poll(() => rows(page).count()).toBeGreaterThan(3)
      await expect(rows(other).filter({ hasText: 'signed in' })).toHaveCount(1)
      expect(await rows(other).count()).toBeLessThanOrEqual(3)
      await other.context().close()

      await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
      await page.waitForURL(/\/signed-out/)
      await expect(dock(page)).toContainText('Sign in, and every request that you send appears here.')
      await expect(rows(page)).toHaveCount(0)
    })

    test('another tab of the same browser adds to it', async ({ page, context }) => {
      await signIn(page, server.origin)
      await openDock(page)
      const before = await rows(page).count()
      const other = await context.newPage()
      await other.goto(`${server.origin}/dashboard`)
      await expect(rows(other).first()).toBeVisible()
      await page.bringToFront()
      await expect.poll(() => rows(page).count()).toBeGreaterThan(before)
      // Whether it is open, this browser remembers.
      await expect(dock(other).locator('details')).toHaveAttribute('open')
    })

    // It looks alike in every mode.
    for (const colorScheme of mode === MODE_NAMES[0] ? (['light', 'dark'] as const) : (['light'] as const)) {
      test(`open, it meets WCAG 2.2 AA in ${colorScheme}, fits 320 px, and hides nothing that has the focus`, async ({ page }) => {
        await page.emulateMedia({ colorScheme })
        await signIn(page, server.origin)
        await openDock(page)
        // So high that nothing of the page lies partly below it.
        await page.setViewportSize({ width: 1280, height: 9000 })
        await expectNoViolations(page)
        await page.setViewportSize({ width: 320, height: 600 })
        // At the end of a page nothing lies below it.
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
        await expectNoViolations(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
        const hidden = await page.evaluate(() => {
          const top = () => document.querySelector('#wire')?.getBoundingClientRect().top ?? 0
          const all = [...document.querySelectorAll<HTMLElement>('main :is(a, button, summary), footer a')].filter((element) => element.checkVisibility())
          return all.filter((element) => {
            element.focus()
            return element.getBoundingClientRect().bottom > top() + 1
          }).length
        })
        expect(hidden).toBe(0)
        expect(await dock(page).evaluate((element) => element.getBoundingClientRect().height / window.innerHeight)).toBeLessThanOrEqual(0.41)
      })
    }

    test('without JavaScript it shows the same, where a page knows who asks', async ({ browser }) => {
      const { rscCanRead } = await factsOf(mode)
      const context = await browser.newContext({ javaScriptEnabled: false, extraHTTPHeaders: { 'X-Forwarded-For': '10.9.9.8' } })
      const page = await context.newPage()
      if (rscCanRead) {
        await signIn(page, server.origin)
        await page.goto(`${server.origin}/docs`)
        await dock(page).locator('summary').click()
        await expect(rows(page).first()).toContainText('GET /dashboard')
        await expect(rows(page).last()).toContainText('signed in')
        await expect(dock(page).getByRole('button')).toHaveCount(0)
      } else {
        await page.goto(`${server.origin}/docs`)
        await expect(dock(page)).toContainText('Sign in, and every request')
      }
      await context.close()
    })
  })
}
