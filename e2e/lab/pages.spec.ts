import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { RECORDING } from '@/lib/compare/recording'
import { MODE_NAMES } from '@/lib/auth/modes'
import { EXPERIMENT_IDS, type ExperimentId } from '@/lib/lab/experiment'
import { EXPERIMENTS } from '@/lib/lab/experiments'
import { expectNoViolations, openAll, sidewaysOf } from '../support/looks'
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

const cellsOf = (page: Page, id: ExperimentId) => page.getByRole('row').filter({ has: page.getByRole('link', { name: EXPERIMENTS[id].title, exact: true }) }).getByRole('cell')

test('lists every experiment by every mode, as recorded, and each has a page', async ({ page }) => {
  await page.goto(`${lab.origin}/lab`)
  await expect(page.getByRole('main').getByRole('rowheader').getByRole('link')).toHaveCount(EXPERIMENT_IDS.length)
  for (const id of EXPERIMENT_IDS) await expect(cellsOf(page, id)).toHaveCount(MODE_NAMES.length)
  await expect(cellsOf(page, 'replay-after-sign-out').nth(MODE_NAMES.indexOf('database'))).toHaveText('databaseRefused')
  await expect(cellsOf(page, 'replay-after-sign-out').nth(MODE_NAMES.indexOf('jwt'))).toContainText(/Let in\s*for 30 days/)
  await expect(cellsOf(page, 'cost-per-thousand').first()).toContainText(/Measured\s*[\d,]+ bytes/)
  for (const id of EXPERIMENT_IDS) expect((await page.request.get(`${lab.origin}/lab/${id}`)).status(), id).toBe(200)
  expect((await page.request.get(`${lab.origin}/lab/made-up`)).status()).toBe(404)
})

test('all are run, one after the other, and that can be stopped', async ({ page }) => {
  await page.goto(`${lab.origin}/lab`)
  const run = page.getByRole('button', { name: 'Run all' })
  await run.press('Enter')
  await expect(page.getByText('run here', { exact: true }).nth(2)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('progressbar', { name: 'Runs' })).toBeVisible()
  await expect(run).toBeFocused()
  const stop = page.getByRole('button', { name: 'Stop' })
  await stop.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: /Stopped after \d+ of \d+ runs/ })).toBeVisible()
  await expect(stop).toBeFocused()
  // The server is not at it any more: the next run gets its turn at once.
  const next = await page.request.post(`${lab.origin}/api/lab/experiments/cookie-size`, { data: { mode: 'database' }, headers: { origin: lab.origin }, timeout: 5000 })
  expect(next.status()).toBe(200)
  const done = await page.getByText('run here', { exact: true }).count()
  expect(done).toBeLessThan(EXPERIMENT_IDS.length * MODE_NAMES.length)
  await page.getByRole('button', { name: 'Show the recorded outcomes' }).click()
  await expect(page.getByText('run here', { exact: true })).toHaveCount(0)
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
  await expect(happened.getByText('Changed in this row').first()).toBeVisible()
  await expect(happened.locator('ins').filter({ hasText: 'sign_out' }).first()).toBeVisible()
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

test('each request can be read before it is sent, and its answer afterwards', async ({ page }) => {
  await page.goto(`${lab.origin}/lab/replay-after-sign-out`)
  const plan = page.getByRole('region', { name: 'What will be sent, step by step' })
  await plan.locator('summary', { hasText: 'jwt' }).first().click()
  await expect(plan.getByText('POST http://testbed.test/api/sign-out').filter({ visible: true })).toBeVisible()
  const answer = plan.locator('details[open] details').first()
  await expect(answer.getByText('200')).toBeHidden()
  await answer.locator('summary').click()
  await expect(answer.getByText('200')).toBeVisible()
})

test('without and with a defence stand side by side, and what does not apply is one line', async ({ page }) => {
  await page.goto(`${lab.origin}/lab/key-injection`)
  await expect(page.getByText(/^Does not apply to/)).toContainText('database, sealed')
  await page.getByRole('button', { name: 'Run with bearer' }).click()
  const happened = page.getByRole('region', { name: 'What happened' })
  await expect(happened.getByRole('heading', { level: 4 })).toHaveCount(1 + EXPERIMENTS['key-injection'].settings.length, { timeout: 30_000 })
  await expect(happened.getByRole('heading', { level: 4 }).first()).toContainText('As this application ships')
  await expect(happened.getByRole('heading', { level: 4 }).last()).toContainText('Let in')
})

test('a measurement is ranked, drawn, and to be read as a table', async ({ page }) => {
  await page.goto(`${lab.origin}/lab/cost-per-thousand`)
  await page.getByRole('combobox', { name: 'Place of database' }).selectOption('1st')
  await page.getByRole('combobox', { name: 'Place of jwt' }).selectOption('1st')
  await expect(page.getByRole('img', { name: /Bytes, reads and writes/ })).toBeVisible()
  await page.getByRole('button', { name: 'Run with every mode' }).click()
  const row = (mode: string) => page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: mode, exact: true, level: 3 }) })
  await expect(row('database')).toContainText('1st as you guessed', { timeout: 60_000 })
  await expect(row('jwt')).toContainText('2nd; you guessed 1st')
  await expect(page.getByRole('table', { name: 'What 1,000 requests cost' }).getByRole('row')).toHaveCount(MODE_NAMES.length + 1)
  await page.goto(`${lab.origin}/lab/revocation-latency`)
  await expect(page.getByRole('img', { name: /until a revocation was noticed/ })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Time until a revocation was noticed' })).toContainText(/5 clients: [\d.]+ ms/)
})

test('every experiment fits 320 px with all that it has open, before a run and after', async ({ page }) => {
  test.setTimeout(300_000)
  await page.setViewportSize({ width: 320, height: 700 })
  for (const id of EXPERIMENT_IDS) {
    await page.goto(`${lab.origin}/lab/${id}`)
    await openAll(page)
    expect(await sidewaysOf(page), `${id}, before`).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: 'Run with every mode' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'modes were run' })).toHaveCount(1, { timeout: 60_000 })
    await openAll(page)
    expect(await sidewaysOf(page), `${id}, after`).toBeLessThanOrEqual(0)
  }
})

test('the matrix fits 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto(`${lab.origin}/lab`)
  expect(await sidewaysOf(page)).toBeLessThanOrEqual(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the lab shows what was recorded, and an experiment what it sends', async ({ page }) => {
    await page.goto(`${lab.origin}/lab`)
    await expect(cellsOf(page, 'replay-after-sign-out').first()).toContainText('Refused')
    await expect(page.getByRole('button', { name: 'Run all' })).toBeHidden()
    await page.goto(`${lab.origin}/lab/revocation-latency`)
    await expect(page.getByRole('img', { name: /until a revocation was noticed/ })).toBeVisible()
    await page.goto(`${lab.origin}/lab/replay-after-sign-out`)
    await page.getByRole('main').locator('summary', { hasText: 'database' }).first().click()
    await expect(page.getByText('POST http://testbed.test/api/sign-in').filter({ visible: true }).first()).toBeVisible()
  })
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })
    for (const path of ['/lab', '/lab/key-injection']) {
      test(`${path} has no accessibility violation, as it comes and with all that it has open`, async ({ page }) => {
        await page.goto(lab.origin + path)
        await expectNoViolations(page)
        await openAll(page)
        await expectNoViolations(page)
      })
    }

    test('nor have runs that are over, with their evidence', async ({ page }) => {
      test.setTimeout(180_000)
      for (const id of ['replay-after-sign-out', 'tampered-payload', 'cost-per-thousand', 'revocation-latency'] as const) {
        await page.goto(`${lab.origin}/lab/${id}`)
        await page.getByRole('button', { name: 'Run with every mode' }).click()
        await expect(page.getByRole('status').filter({ hasText: 'modes were run' })).toHaveCount(1, { timeout: 60_000 })
        await openAll(page)
        await expectNoViolations(page)
      }
    })

    test('nor has a lab that is run', async ({ page }) => {
      await page.goto(`${lab.origin}/lab`)
      await page.getByRole('button', { name: 'Run all' }).click()
      await expect(page.getByText('run here', { exact: true }).nth(2)).toBeVisible({ timeout: 30_000 })
      await expectNoViolations(page)
      await page.getByRole('button', { name: 'Stop' }).click()
    })
  })
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
