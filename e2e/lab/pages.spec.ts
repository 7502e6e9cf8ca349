import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { RECORDING, recordedColumns } from '@/lib/compare/recording'
import { EXPERIMENT_IDS } from '@/lib/lab/experiment'
import { startServer, type RunningServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const PORT = ownPort()
let folder: string
let lab: RunningServer

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-lab-'))
  lab = await startServer({ ...serverEnv('database', PORT, folder), LAB: 'on' }, { port: PORT })
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
  await expect(row('database')).toContainText('as you predicted')
  await expect(row('jwt')).toContainText(/Let in\s*for 30 days/)
  await expect(row('jwt')).toContainText('you predicted: Refused')

  const happened = page.getByRole('region', { name: 'What happened' })
  await expect(happened).toContainText('After the sign-out the copy was let in for 5 minutes.')
  await happened.getByText(/Evidence: \d+ steps/).first().click()
  await expect(happened).toContainText('POST http://testbed.test/api/sign-out')
  await expect(happened).toContainText('stateside-database=')
  expect(await page.content()).not.toMatch(/stateside-database=[\w-]{43}/)

  await page.getByText('AUTH_REVOCATION=list').click()
  await row('jwt').getByRole('button', { name: 'Run with jwt' }).click()
  await expect(row('jwt')).toContainText('Refused', { timeout: 30_000 })
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect(row('jwt')).toContainText('Not run yet')
})

test('what was pressed keeps the focus', async ({ page }) => {
  await page.goto(`${lab.origin}/lab/replay-after-sign-out`)
  const run = page.getByRole('button', { name: 'Run with jwt' })
  const reset = page.getByRole('button', { name: 'Reset', exact: true })
  await run.press('Enter')
  await expect(page.getByRole('region', { name: 'What happened' })).toBeVisible({ timeout: 30_000 })
  await expect(run).toBeFocused()
  await reset.press('Enter')
  await expect(reset).toBeDisabled()
  await expect(reset).toBeFocused()
})

for (const id of ['tampered-payload', 'weak-secret', 'leaked-secret'] as const) {
  test(`${id} fits 320 px with all its evidence open`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 })
    await page.goto(`${lab.origin}/lab/${id}`)
    await page.getByRole('button', { name: 'Run with every mode' }).click()
    await expect(page.getByRole('status')).toContainText('modes were run', { timeout: 60_000 })
    await page.getByRole('main').locator('details').evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '')
    })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })
}

test('compares every mode by six criteria, as recorded, and measures one again when told to', async ({ page }) => {
  test.setTimeout(120_000)
  const measured: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') measured.push(request.url())
  })
  await page.goto(`${lab.origin}/compare`)
  const attacks = page.locator('#attacks').getByRole('listitem')
  await expect(page.getByRole('heading', { level: 3 }).filter({ hasText: '?' })).toHaveCount(6)
  await expect(attacks.filter({ hasText: /succeeded/ })).toHaveCount(recordedColumns('none').length)
  await expect(page.getByRole('main')).toContainText(`Recorded ${RECORDING.recordedAt.slice(0, 10)}`)
  const check = page.locator('#check').getByRole('listitem').filter({ hasText: 'database' })
  await expect(check).toContainText('1 store read')
  await check.getByText('Evidence').click()
  await expect(check).toContainText('n = 200')
  await expect(check).toContainText('Read the session and its person')
  await expect(check).toContainText('Recorded')
  const hybrid = attacks.filter({ hasText: 'hybrid' })
  await hybrid.getByText('Evidence').click()
  await expect(hybrid).toContainText('let in for 5 minutes')
  expect(measured).toEqual([])
  await page.getByRole('button', { name: 'Measure database' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Measured here: database' })).toBeVisible({ timeout: 60_000 })
  await expect(check).toContainText('Measured here')
  expect(measured).toEqual([`${lab.origin}/api/compare`])

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Markdown' }).click()])
  const text = readFileSync(await download.path(), 'utf8')
  expect(text).toContain('## AUTH_REVOCATION=list')
  expect(text).toContain(`Recorded ${RECORDING.recordedAt} by running every mode`)
})

test('four answers light up what fits, with reasons, at an address that can be shared', async ({ page }) => {
  await page.goto(`${lab.origin}/compare`)
  await page.getByRole('radio', { name: 'Within minutes' }).check()
  await page.getByRole('radio', { name: /No: the database/ }).check()
  await page.getByRole('button', { name: 'Show what fits' }).click()
  await expect(page).toHaveURL(/end=minutes&lookup=no/)
  await expect(page.getByRole('status').filter({ hasText: 'Fits all your answers' })).toContainText('hybrid')
  await expect(page.getByRole('main')).toContainText('A check read nothing from the store.')
})

test('every link beside a reason is large enough to press', async ({ page }) => {
  await page.goto(`${lab.origin}/compare?end=now&lookup=no`)
  const links = page.getByRole('region', { name: 'Which should I pick?' }).getByRole('link')
  await expect(links.first()).toBeVisible()
  const heights = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().height))
  expect(heights.filter((height) => height < 24)).toEqual([])
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
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    })
  }
}

test('where the lab is off none of its addresses exist, and nothing is measured: figures are recorded', async ({ page, server }) => {
  for (const path of ['/lab', '/lab/replay-after-sign-out', '/api/lab/experiments']) {
    expect((await page.request.get(server.origin + path)).status(), path).toBe(404)
  }
  const run = await page.request.post(`${server.origin}/api/lab/experiments/replay-after-sign-out`, { data: {} })
  expect(run.status()).toBe(404)
  const measuring = await page.request.post(`${server.origin}/api/compare`, { data: { mode: 'database' }, headers: { origin: server.origin } })
  expect([measuring.status(), ((await measuring.json()) as { code: string }).code]).toEqual([404, 'not_found'])
  expect(await (await page.request.get(`${server.origin}/compare/comparison.md`)).text()).toContain(`Recorded ${RECORDING.recordedAt}`)
  await page.goto('/compare')
  await expect(page.locator('#attacks')).toContainText('succeeded')
  await expect(page.getByRole('button', { name: /^Measure/ })).toHaveCount(0)
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'Measured, not claimed' })).toContainText(`Recorded ${RECORDING.recordedAt.slice(0, 10)}`)
})
