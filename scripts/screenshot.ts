/**
 * Takes the README's picture of the dashboard from a running app: `npm run dev` (or a production server with
 * SEED_DEMO=1) in one terminal, `npm run screenshot` in another. Takes the origin as its argument.
 */
import { chromium } from 'playwright'
import { findBrowser } from './browser.mjs'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'

const origin = process.argv[2] ?? 'http://localhost:3000'
const browser = await chromium.launch({ ...(await findBrowser()) })

for (const colorScheme of ['light', 'dark'] as const) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1.5 })
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('E-mail address').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${origin}/dashboard`)
  // The first check of a fresh process pays for compiling the code; show one that does not.
  for (let i = 0; i < 20; i++) await page.request.get(`${origin}/api/me`)
  await page.goto(`${origin}/dashboard`, { waitUntil: 'networkidle' })
  await page.screenshot({ path: `docs/dashboard-${colorScheme}.png` })
  await page.close()
}
await browser.close()
