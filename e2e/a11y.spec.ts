import AxeBuilder from '@axe-core/playwright'
import { expect, test } from './support/test'

const PAGES = ['/', '/sign-in?reason=expired&next=%2Fdashboard', '/sign-up', '/docs', '/docs/errors', '/dashboard', '/nothing-here']

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    for (const path of PAGES) {
      test(`${path} meets WCAG 2.2 AA`, async ({ page, mint }) => {
        if (path === '/dashboard') await mint('ada')
        await page.goto(path, { waitUntil: 'networkidle' })
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
        await expect(page.getByRole('main')).toHaveCount(1)
      })
    }
  })
}

for (const path of PAGES) {
  test(`${path} fits 320 px without sideways scroll`, async ({ page, mint }) => {
    if (path === '/dashboard') await mint('ada')
    await page.setViewportSize({ width: 320, height: 700 })
    await page.goto(path, { waitUntil: 'networkidle' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })
}
