import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildsByLink, copyClone } from '@/testkit/copy'
import { buildIn, callIn, runJourneysIn } from '../support/copies'
import { startServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { signedInHeaders } from '../support/services'
import { expect, test } from '../support/test'
import { violations } from '../support/watch-api'

const JOURNEYS = ['journey', 'own-account', 'admin-pages', 'docs', 'search'].map((name) => `e2e/contract/${name}.spec.ts`).concat('e2e/modes/first-load.spec.ts')
const GONE = ['/lab', '/lab/replay-after-sign-out', '/compare', '/playground', '/docs/jwt', '/docs/glossary', '/docs/source/proxy.ts', '/api/lab/experiments', '/api/compare']

let folder: string
let root: string

// One copy and one build for all that is tried with it.
test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  test.setTimeout(300_000)
  folder = mkdtempSync(join(tmpdir(), 'stateside-product-'))
  root = copyClone(folder)
  // A copy is not under git.
  await callIn(root, 'scripts/product.mjs', '--force')
  buildsByLink(root)
  await buildIn(root)
})
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('the product has its own pages alone, and leads to no other', async ({ page }) => {
  const port = ownPort()
  const server = await startServer({ ...serverEnv('database', port, folder), LAB: 'on' }, { port, root })
  try {
    const links = page.getByRole('navigation', { name: 'Main' }).first().getByRole('link')
    await page.goto(server.origin)
    await expect(links).toHaveText(['Dashboard', 'Sessions', 'Docs'])
    await expect(page.getByRole('banner')).not.toContainText('database')
    await page.getByRole('main').getByRole('button', { name: /Sign in as Grace/ }).click()
    await page.waitForURL('**/dashboard')
    await expect(links).toHaveText(['Dashboard', 'Sessions', 'Docs', 'Admin'])
    const headers = await signedInHeaders(server.origin)
    for (const path of GONE) expect((await fetch(server.origin + path, { headers })).status, path).toBe(404)
    // The document of the whole application has some of them.
    await violations()
  } finally {
    await server.stop('SIGKILL')
  }
})

test('the product passes its types and its own journeys', async () => {
  test.setTimeout(10 * 60_000)
  await callIn(root, 'node_modules/typescript/bin/tsc', '--noEmit', '--noUnusedLocals')
  const { code, output } = await runJourneysIn(root, ['--project=database', '--project=modes', ...JOURNEYS])
  expect(code, output).toBe(0)
})
