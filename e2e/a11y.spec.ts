import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { newClient } from './support/services'
import { expect, said, test } from './support/test'

const ADMIN = ['/admin', '/admin/sessions', '/admin/clients', '/admin/keys', '/admin/events']
const PROTECTED = ['/dashboard', '/sessions', '/account', ...ADMIN]
const PAGES = [
  '/', '/sign-in?reason=expired&next=%2Fdashboard', '/sign-up', '/docs', '/docs/errors', '/docs/errors/expired', '/docs/api', '/signed-out', '/search?q=session', ...PROTECTED, '/nothing-here',
  '/?mode=hybrid&beat=4', '/docs/jwt', '/docs/glossary', '/docs/environment', '/docs/source/proxy.ts', '/playground',
]
/** What a script renders, and two cookies, look otherwise than one cookie. */
const OTHERS = [
  ['bearer', ['/', '/sign-in', '/sign-up', '/dashboard', '/sessions', '/account', '/admin', '/admin/sessions', '/admin/keys']],
  ['hybrid', ['/sign-in', '/dashboard']],
] as const
const RUNS = [['database', PAGES] as const, ...OTHERS]

/** Opens the page, and waits until a script knows what it has to ask for. A page that watches its session is never idle. */
async function open(page: Page, path: string) {
  await page.goto(path)
  await expect(page.locator('.animate-pulse')).toHaveCount(0)
}

async function expectNoViolations(page: Page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  await expect(page.getByRole('main')).toHaveCount(1)
}

for (const [mode, paths] of RUNS) {
  test.describe(mode, () => {
    test.use({ mode })

    for (const colorScheme of ['light', 'dark'] as const) {
      test.describe(colorScheme, () => {
        test.use({ colorScheme })

        for (const path of paths) {
          test(`${path} meets WCAG 2.2 AA`, async ({ page, mint }) => {
            if (PROTECTED.includes(path)) await mint(ADMIN.includes(path) ? 'grace' : 'ada')
            await open(page, path)
            await expectNoViolations(page)
          })
        }
      })
    }

    for (const path of paths) {
      test(`${path} fits 320 px without sideways scroll`, async ({ page, mint }) => {
        if (PROTECTED.includes(path)) await mint(ADMIN.includes(path) ? 'grace' : 'ada')
        await page.setViewportSize({ width: 320, height: 700 })
        await open(page, path)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
      })
    }
  })
}

for (const mode of ['database', 'jwt', 'bearer'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${mode}, ${colorScheme}, with what can be opened open`, () => {
      test.use({ mode, colorScheme })

      for (const path of ['/sessions', '/account']) {
        test(`${path} meets WCAG 2.2 AA, asked and answered`, async ({ page, mint, facts }) => {
          // Another session to end, where sessions are listed.
          await mint('ada')
          await mint('ada')
          await open(page, path)
          const summaries = page.getByRole('main').locator('summary')
          for (const summary of await summaries.all()) await summary.press('Enter')
          await expectNoViolations(page)
          if (path === '/account') {
            await page.getByRole('button', { name: 'Delete it for good' }).click()
            await expect(page.getByRole('status').filter({ hasText: 'Correct what is marked below' })).toBeVisible()
          } else if (facts.lists) {
            const end = page.getByRole('button', { name: 'End this session' }).first()
            await end.focus()
            await end.press('Enter')
            const result = page.getByRole('status').filter({ hasText: 'was ended' })
            await expect(result).toBeVisible()
            // What was pressed is gone, and the keyboard goes on from the answer.
            await expect(result).toBeFocused()
          }
          await expectNoViolations(page)
          expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
        })
      }
    })
  }
}

for (const mode of ['database', 'sealed', 'bearer', 'hybrid'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${mode}, ${colorScheme}, step by step`, () => {
      test.use({ mode, colorScheme })

      test('each step of /dashboard meets WCAG 2.2 AA and fits 320 px, with what can be opened open', async ({ page, mint }) => {
        await mint('ada')
        await open(page, '/dashboard')
        const main = page.getByRole('main')
        for (const choice of await main.locator('label:has(> [name=beat])').all()) {
          await choice.click()
          for (const summary of await main.locator('summary:visible').all()) await summary.press('Enter')
          await expectNoViolations(page)
          await page.setViewportSize({ width: 320, height: 700 })
          expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
          await page.setViewportSize({ width: 1280, height: 720 })
        }
      })
    })
  }
}

test.describe('bearer, in words and parts that come and go', () => {
  test.use({ mode: 'bearer' })

  test('the whole token, a changed role, and a session that ended meet WCAG 2.2 AA', async ({ page, mint }) => {
    await mint('ada')
    await open(page, '/dashboard')
    await page.getByRole('main').locator('label').filter({ hasText: 'What the credential says' }).click()
    await page.getByRole('button', { name: 'Show the whole token' }).click()
    await page.getByRole('button', { name: 'Change my role in the database' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'The database now says' })).toBeVisible()
    await expectNoViolations(page)
    await page.evaluate(() => localStorage.clear())
    const again = page.getByRole('button', { name: 'Ask again' })
    await again.focus()
    await page.keyboard.press('Enter')
    const notice = page.getByRole('status').filter({ hasText: 'The token is gone' })
    await expect(notice).toBeVisible()
    await expectNoViolations(page)
    // What was pressed is gone, and the keyboard goes on from the answer.
    await page.keyboard.press('Tab')
    await expect(notice.getByRole('link', { name: 'Sign in again' })).toBeFocused()
  })
})

test.describe('before something is taken away, and after', () => {
  test.use({ mode: 'database' })

  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme })

      for (const path of ['/admin', '/admin/sessions', '/admin/clients', '/admin/keys']) {
        test(`${path} meets WCAG 2.2 AA`, async ({ page, mint, server }) => {
          await newClient(server.origin)
          await mint('grace')
          await open(page, path)
          const asking = page.getByRole('main').locator('details')
          // By keyboard, as by pointer; Escape leaves it as it was.
          await asking.first().locator('summary').focus()
          await page.keyboard.press('Enter')
          await expect(asking.first()).toHaveAttribute('open')
          await page.keyboard.press('Tab')
          await page.keyboard.press('Escape')
          await expect(asking.first()).not.toHaveAttribute('open')
          await expect(asking.first().locator('summary')).toBeFocused()
          for (const one of await asking.all()) await one.locator('summary').click()
          await expectNoViolations(page)
        })
      }

      test('a secret that is shown once meets WCAG 2.2 AA', async ({ page, mint }) => {
        await mint('grace')
        await open(page, '/admin/clients')
        await page.getByLabel('Name', { exact: true }).fill('Another server')
        await page.getByRole('button', { name: 'Create client' }).click()
        await expect(said(page, 'Copy its secret now')).toBeVisible()
        await expectNoViolations(page)
        await page.getByRole('button', { name: 'Create client' }).click()
        await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/must not be empty/i)
        await expectNoViolations(page)
      })
    })
  }
})
