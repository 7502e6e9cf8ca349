import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import { findBrowser } from './browser.mjs'

/** Where the running application is: the script's argument, else where `npm run dev` has it. */
export const origin = process.argv[2] ?? 'http://localhost:3000'

/** A browser for scripts that look at the running application. */
export async function launch(): Promise<Browser> {
  return chromium.launch({ ...(await findBrowser()) })
}

/** A page in which a demo person has signed in. */
export async function visitAs(browser: Browser, email: string, options: BrowserContextOptions): Promise<Page> {
  const page = await browser.newPage({ ...options, baseURL: origin })
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/dashboard')
  return page
}
