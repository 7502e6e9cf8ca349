import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { copyProject } from '@/testkit/copy'
import { buildIn, runJourneysIn } from '../support/copies'
import { startServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const REGISTRY = 'lib/auth/modes/index.ts'

let folder: string
let root: string

// One copy and one build for all that is tried with it.
test.describe.configure({ mode: 'default' })
test.beforeAll(async () => {
  test.setTimeout(300_000)
  folder = mkdtempSync(join(tmpdir(), 'stateside-sixth-'))
  // As README has it: one new file, and one line with its import.
  const registry = readFileSync(REGISTRY, 'utf8')
    .replace("import * as sealed from './sealed'", "import * as sealed from './sealed'\nimport * as signed from './signed'")
    .replace(/(\n {2}hybrid: .*)/, '$1\n  signed: { make: signed.signedMode, words: signed.words },')
  root = copyProject(folder, { [REGISTRY]: registry, 'lib/auth/modes/signed.ts': readFileSync('examples/custom-mode/mode.ts', 'utf8') })
  for (const path of ['e2e', 'playwright.config.ts']) cpSync(path, join(root, path), { recursive: true })
  await buildIn(root)
})
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('a sixth mode is on every page that lists them, and in the lab', async ({ page }) => {
  const port = ownPort()
  const server = await startServer({ ...serverEnv('database', port, folder), AUTH_MODE: 'signed', LAB: 'on' }, { port, root })
  try {
    for (const path of ['/', '/docs']) {
      await page.goto(`${server.origin}${path}`)
      await expect(page.getByRole('main'), path).toContainText('signed')
    }
    await page.goto(`${server.origin}/compare`)
    const cell = (id: string) => page.locator(`#${id}`).getByRole('cell').last()
    await expect(cell('control')).toContainText('End it now')
    for (const id of ['state', 'credential', 'check', 'control', 'attacks', 'suits']) await expect(cell(id)).toContainText('Not measured here yet: npm run record')
    await page.getByRole('button', { name: 'Measure signed' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Measured here: signed' })).toBeVisible({ timeout: 60_000 })
    await expect(cell('check')).toContainText('1 store read')

    await page.goto(`${server.origin}/lab/replay-after-sign-out`)
    await page.getByRole('button', { name: 'Run with signed' }).click()
    await expect(page.getByRole('region', { name: 'What happened' })).toContainText('signed', { timeout: 30_000 })
  } finally {
    await server.stop('SIGKILL')
  }
})

test('a sixth mode passes every journey of the contract, and the attacks in a browser', async () => {
  test.setTimeout(15 * 60_000)
  const { code, output } = await runJourneysIn(root, ['--project=signed', '--project=lab', '--grep=^signed |signed: '])
  expect(code, output).toBe(0)
})
