import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import { copyProject } from '@/testkit/copy'
import { startServer, type RunningServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const PORT = ownPort()
const REGISTRY = 'lib/auth/modes/index.ts'

let folder: string
let server: RunningServer

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(300_000)
  folder = mkdtempSync(join(tmpdir(), 'stateside-sixth-'))
  // As README has it: one new file, and one line with its import.
  const registry = readFileSync(REGISTRY, 'utf8')
    .replace("import * as sealed from './sealed'", "import * as sealed from './sealed'\nimport * as signed from './signed'")
    .replace(/(\n {2}hybrid: .*)/, '$1\n  signed: { make: signed.signedMode, words: signed.words },')
  const root = copyProject(folder, { [REGISTRY]: registry, 'lib/auth/modes/signed.ts': readFileSync('examples/custom-mode/mode.ts', 'utf8') })
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1', AUTH_SECRET: '' }
  await promisify(execFile)(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { cwd: root, env, maxBuffer: 10_000_000 })
  server = await startServer({ ...serverEnv('database', PORT, folder), AUTH_MODE: 'signed', LAB: 'on' }, { port: PORT, root })
})
test.afterAll(async () => {
  await server.stop('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('a sixth mode signs people in and out, lists their sessions, and shows the request', async ({ page }) => {
  await page.goto(`${server.origin}/sign-in`)
  await page.getByLabel('E-mail address').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill(DEMO_PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(`${server.origin}/dashboard`)
  await expect(page.getByRole('main')).toContainText('stateside-signed')
  expect(await (await page.request.get(`${server.origin}/api/me`)).json()).toMatchObject({ mode: 'signed' })
  await page.goto(`${server.origin}/sessions`)
  await expect(page.getByText('This device')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Sign out here' }).click()
  await expect.poll(async () => (await page.request.get(`${server.origin}/api/me`)).status()).toBe(401)
})

test('a sixth mode is on the home page and in the documentation', async ({ page }) => {
  for (const path of ['/', '/docs']) {
    await page.goto(`${server.origin}${path}`)
    await expect(page.getByRole('main'), path).toContainText('signed')
  }
})

test('a sixth mode is attacked in the lab as the others are', async ({ page }) => {
  await page.goto(`${server.origin}/lab/replay-after-sign-out`)
  await page.getByRole('button', { name: 'Run with signed' }).click()
  await expect(page.getByRole('region', { name: 'What happened' })).toContainText('signed', { timeout: 30_000 })
  const run = await page.request.post(`${server.origin}/api/lab/experiments/tampered-payload`, { data: { mode: 'signed' }, headers: { origin: server.origin } })
  expect(await run.json()).toMatchObject({ mode: 'signed', outcome: 'blocked' })
})
