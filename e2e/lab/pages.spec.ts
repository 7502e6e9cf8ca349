import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { MODE_NAMES } from '@/lib/auth/contract'
import { EXPERIMENT_IDS } from '@/lib/lab/experiment'
import { startServer, type RunningServer } from '../support/server'
import { portOf, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const PORT = portOf(12)
let folder: string
let lab: RunningServer

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-lab-'))
  lab = await startServer({ ...serverEnv('database', PORT, join(folder, 'stateside.db')), LAB: 'on' }, { port: PORT })
})
test.afterAll(async () => {
  await lab.stop('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('lists every experiment, and each has a page', async ({ page }) => {
  await page.goto(`${lab.origin}/lab`)
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(EXPERIMENT_IDS.length)
  for (const id of EXPERIMENT_IDS) expect((await page.request.get(`${lab.origin}/lab/${id}`)).status(), id).toBe(200)
  expect((await page.request.get(`${lab.origin}/lab/made-up`)).status()).toBe(404)
})

test('one predicts, runs, and reads what happened in every mode', async ({ page }) => {
  await page.goto(`${lab.origin}/lab/replay-after-sign-out`)
  const rows = page.getByRole('main').getByRole('list').first().getByRole('listitem')
  const row = (mode: string) => rows.filter({ has: page.getByRole('heading', { name: mode, exact: true }) })
  await row('database').getByRole('radio', { name: 'Refused' }).check()
  await row('jwt').getByRole('radio', { name: 'Refused' }).check()
  await page.getByRole('button', { name: 'Run with every mode' }).click()
  await expect(row('hybrid')).toContainText(/Let in\s*for 5 minutes/, { timeout: 30_000 })
  await expect(row('database')).toContainText('as you said')
  await expect(row('jwt')).toContainText(/Let in\s*for 30 days/)
  await expect(row('jwt')).toContainText('you said: Refused')

  const happened = page.getByRole('region', { name: 'What happened' })
  await expect(happened).toContainText('After the sign-out the copy was let in for 5 minutes.')
  await happened.getByText(/Evidence: \d+ steps/).first().click()
  await expect(happened).toContainText('POST http://arena.test/sign-out')
  await expect(happened).toContainText('stateside-database=')
  expect(await page.content()).not.toMatch(/stateside-database=[\w-]{43}/)

  await page.getByText('AUTH_REVOCATION=list').click()
  await row('jwt').getByRole('button', { name: 'Run with jwt' }).click()
  await expect(row('jwt')).toContainText('Refused', { timeout: 30_000 })
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect(row('jwt')).toContainText('Not run yet')
})

test('compares every mode by six criteria, each with its evidence, and fills in the attacks', async ({ page }) => {
  test.setTimeout(120_000)
  await page.goto(`${lab.origin}/compare`)
  const attacks = page.locator('#attacks').getByRole('listitem')
  await expect(page.getByRole('heading', { level: 3 }).filter({ hasText: '?' })).toHaveCount(6)
  await expect(attacks.filter({ hasText: /succeeded/ })).toHaveCount(MODE_NAMES.length, { timeout: 90_000 })
  const check = page.locator('#check').getByRole('listitem').filter({ hasText: 'database' })
  await expect(check).toContainText('1 store read')
  await check.getByText('Evidence').click()
  await expect(check).toContainText('n = 200')
  await expect(check).toContainText('Read the session and its person')
  await check.getByRole('button', { name: 'Run database again' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'database was measured again' })).toBeAttached({ timeout: 30_000 })

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Markdown' }).click()])
  const text = readFileSync(await download.path(), 'utf8')
  expect(text).toContain('## AUTH_REVOCATION=list')
  expect(text).toContain('Made by running every mode')
})

test('four answers light up what fits, with reasons, at an address that can be shared', async ({ page }) => {
  await page.goto(`${lab.origin}/compare`)
  await page.getByRole('radio', { name: 'Within minutes' }).check()
  await page.getByRole('radio', { name: /No: the database/ }).check()
  await page.getByRole('button', { name: 'Show what fits' }).click()
  await expect(page).toHaveURL(/end=minutes&lookup=no/)
  await expect(page.getByRole('status').filter({ hasText: 'Fits all that you answered' })).toContainText('hybrid', { timeout: 30_000 })
  await expect(page.getByRole('main')).toContainText('A check read nothing from the store.')
})

test('shows the code of two modes as a difference', async ({ page }) => {
  await page.goto(`${lab.origin}/compare?a=jwt&b=sealed`)
  await expect(page.getByLabel('From jwt to sealed')).toContainText('unsealData')
  await expect(page.getByLabel('From jwt to sealed')).toContainText('next-auth/jwt')
})

for (const path of ['/lab', '/lab/key-injection', '/compare?end=now']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${path} has no accessibility violation in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.goto(lab.origin + path)
      await expect(page.getByText('Measuring every mode')).toHaveCount(0, { timeout: 30_000 })
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    })
  }
}

test('where the lab is off none of its addresses exist, and the comparison does without', async ({ page, server }) => {
  for (const path of ['/lab', '/lab/replay-after-sign-out', '/api/lab/experiments']) {
    expect((await page.request.get(server.origin + path)).status(), path).toBe(404)
  }
  const run = await page.request.post(`${server.origin}/api/lab/experiments/replay-after-sign-out`, { data: {} })
  expect(run.status()).toBe(404)
  await page.goto('/compare')
  await expect(page.locator('#attacks')).toContainText('Not run', { timeout: 30_000 })
})
