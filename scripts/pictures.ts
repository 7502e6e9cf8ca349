/**
 * Makes the README's pictures and its walk-through from a running app: a server with the demo people and the lab in one terminal
 * (`npm run dev`), `npm run pictures` in another. Takes the origin as its argument.
 */
import { writeFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { launch, origin, visitAs } from './visitor'

const WIDTH = 1280
const HEIGHT = 800
/** How long each scene of the walk-through is shown, in s. */
const SCENE_S = 3

interface Scene {
  readonly says: string
  readonly picture: string
}

const browser = await launch()

for (const colorScheme of ['light', 'dark'] as const) {
  const page = await visitAs(browser, 'ada@example.com', { colorScheme, viewport: { width: WIDTH, height: 900 }, deviceScaleFactor: 1.5 })
  await warm(page)
  for (const [name, path] of [
    ['dashboard', '/dashboard'],
    ['lab', '/lab'],
    ['compare', '/compare'],
  ] as const) {
    await page.goto(path, { waitUntil: 'load' })
    await settled(page)
    await page.screenshot({ path: `docs/${name}-${colorScheme}.png` })
  }
  await page.close()
}

writeFileSync('docs/walk-through.svg', filmOf(await walkThrough()))
await browser.close()

/** The first check of a fresh process pays for compiling the code; show one that does not. */
async function warm(page: Page): Promise<void> {
  for (let i = 0; i < 20; i++) await page.request.get('/api/me')
}

/** A page that watches its session is never idle. */
async function settled(page: Page): Promise<void> {
  await page.locator('.animate-pulse').waitFor({ state: 'detached' })
  await page.evaluate(() => document.fonts.ready)
}

/** What a newcomer does first, as it really went, scene by scene. */
async function walkThrough(): Promise<readonly Scene[]> {
  const page = await browser.newPage({ baseURL: origin, colorScheme: 'light', viewport: { width: WIDTH, height: HEIGHT }, reducedMotion: 'reduce' })
  const scenes: Scene[] = []
  const take = async (says: string) => {
    await settled(page)
    const picture = await page.screenshot({ type: 'jpeg', quality: 60 })
    scenes.push({ says, picture: picture.toString('base64') })
  }
  await page.goto('/')
  await take('Where does your session live?')
  await page.getByRole('button', { name: /^Sign in as Ada/ }).click()
  await page.waitForURL('**/dashboard')
  await warm(page)
  await page.goto('/dashboard')
  await take('Sign in with one press: what your request sent, what the server did, where the state lives')
  await page.goto('/sessions')
  await take('Each session, and how long it lives')
  await page.getByRole('main').getByRole('button', { name: /^Sign out/ }).first().click()
  await page.waitForURL(/signed-out/)
  await take('Sign out: what was promised, what was struck out, and whether a copy still works')
  await page.goto('/lab')
  await take('The lab runs the same attack against every mode')
  await page.goto('/compare')
  await take('Compare the modes by six criteria, each with its evidence')
  await page.close()
  return scenes
}

/** One SVG with every scene in turn. Whoever asks for less motion sees the first. */
function filmOf(scenes: readonly Scene[]): string {
  const share = 100 / scenes.length
  const images = scenes.map(
    ({ says, picture }, at) =>
      `<g class="scene" style="animation-delay:${String(at * SCENE_S)}s"><title>${says}</title>` +
      `<image width="${String(WIDTH)}" height="${String(HEIGHT)}" href="data:image/jpeg;base64,${picture}"/>` +
      `<rect y="${String(HEIGHT)}" width="${String(WIDTH)}" height="56" fill="#1b1a17"/>` +
      `<text x="24" y="${String(HEIGHT + 35)}" fill="#fff" font-family="system-ui,sans-serif" font-size="20">${says}</text></g>`,
  )
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT + 56)}" role="img">` +
    `<style>.scene{opacity:0;animation:s ${String(scenes.length * SCENE_S)}s step-end infinite}` +
    `@keyframes s{0%{opacity:1}${share.toFixed(2)}%{opacity:0}}` +
    `@media (prefers-reduced-motion:reduce){.scene{animation:none}.scene:first-of-type{opacity:1}}</style>${images.join('')}</svg>\n`
  )
}
