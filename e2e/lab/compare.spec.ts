import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { RECORDING, recordedColumns } from '@/lib/compare/recording'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { expectNoViolations, openAll, sidewaysOf } from '../support/looks'
import { startServer, type RunningServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const PORT = ownPort()
let folder: string
let lab: RunningServer

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-compare-'))
  lab = await startServer({ ...serverEnv('database', PORT, folder), LAB: 'on' }, { port: PORT })
})
test.afterAll(async () => {
  await lab.stop('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('compares every mode by six criteria, as recorded, and measures one again when told to', async ({ page }) => {
  test.setTimeout(120_000)
  const measured: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') measured.push(request.url())
  })
  await page.goto(`${lab.origin}/compare`)
  const cell = (id: string, mode: ModeName) => page.locator(`#${id}`).getByRole('cell').nth(MODE_NAMES.indexOf(mode))
  const attacks = page.locator('#attacks').getByRole('cell')
  await expect(page.getByRole('heading', { level: 3 }).filter({ hasText: '?' })).toHaveCount(6)
  await expect(attacks.filter({ hasText: /succeeded/ })).toHaveCount(recordedColumns('none').length)
  await expect(page.getByRole('main')).toContainText(`Recorded ${RECORDING.recordedAt.slice(0, 10)}`)
  const check = cell('check', 'database')
  await expect(check).toContainText('1 store read')
  await check.getByText('Evidence').click()
  await expect(check).toContainText('n = 200')
  await expect(check).toContainText('Read the session and its person')
  await expect(check).toContainText('Recorded')
  const hybrid = cell('attacks', 'hybrid')
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

const answered = async (page: Page) => {
  await expect(page).toHaveURL(/end=minutes&lookup=no/)
  await expect(page.getByRole('status').filter({ hasText: 'Fits all your answers' })).toContainText('hybrid')
  await expect(page.getByRole('main')).toContainText('A check read nothing from the store.')
  await expect(page.getByText('AUTH_MODE=hybrid', { exact: true })).toBeVisible()
  const fit = page.locator('#fit').getByRole('cell')
  await expect(fit.nth(MODE_NAMES.indexOf('hybrid'))).toContainText('Fits your answers')
  await expect(fit.nth(MODE_NAMES.indexOf('database'))).toContainText(/Does not fit\s*A check read the store 1 time/)
}

test('answers mark what fits at once, with reasons, at an address that can be shared, and end in something to do', async ({ page }) => {
  await page.goto(`${lab.origin}/compare`)
  let asked = 0
  page.on('request', (request) => {
    if (request.isNavigationRequest()) asked += 1
  })
  await page.getByRole('radio', { name: 'Within minutes' }).check()
  await page.getByRole('radio', { name: /No: the database/ }).check()
  await answered(page)
  expect(asked).toBe(0)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the comparison with these answers' }).click()])
  const text = readFileSync(await download.path(), 'utf8')
  expect(text).toContain('**Within minutes**')
  expect(text).toContain('AUTH_MODE=hybrid')
  await page.reload()
  await answered(page)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the comparison shows what was recorded, and takes answers by a form', async ({ page }) => {
    await page.goto(`${lab.origin}/compare`)
    await expect(page.locator('#check').getByRole('cell').first()).toContainText('1 store read')
    await expect(page.getByText('Measuring')).toHaveCount(0)
    await expect(page.getByRole('button', { name: /^Measure/ })).toHaveCount(0)
    await page.getByRole('radio', { name: 'Within minutes' }).check()
    await page.getByRole('radio', { name: /No: the database/ }).check()
    await page.getByRole('button', { name: 'Show what fits' }).click()
    await answered(page)
  })

  test('a narrow screen shows the two modes that are chosen', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 })
    await page.goto(`${lab.origin}/compare`)
    await page.getByLabel('Left').selectOption('sealed')
    await page.getByLabel('Right').selectOption('bearer')
    await page.getByRole('button', { name: 'Show these two' }).click()
    await expect(page.getByRole('columnheader').filter({ visible: true, hasText: /sealed|bearer|jwt/ })).toHaveCount(2)
    expect(await sidewaysOf(page)).toBeLessThanOrEqual(0)
  })
})

test('whatever the advice has to press is large enough', async ({ page }) => {
  await page.goto(`${lab.origin}/compare?end=now&lookup=no`)
  await page.getByText('For and against each mode').click()
  const targets = page.getByRole('region', { name: 'Which should I pick?' }).locator('a, input:not([type=hidden]), button, summary').filter({ visible: true })
  await expect(targets.first()).toBeVisible()
  const heights = await targets.evaluateAll((all) => all.map((target) => target.getBoundingClientRect().height))
  expect(heights.filter((height) => height < 24)).toEqual([])
})

test('shows the code of two modes as a difference', async ({ page }) => {
  await page.goto(`${lab.origin}/compare?a=jwt&b=sealed`)
  await expect(page.getByLabel('From jwt to sealed')).toContainText('unsealData')
  await expect(page.getByLabel('From jwt to sealed')).toContainText('next-auth/jwt')
})

test('it fits 320 px with all that it has open', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  for (const path of ['/compare', '/compare?end=now&lookup=no&revocation=list']) {
    await page.goto(lab.origin + path)
    await openAll(page)
    expect(await sidewaysOf(page), path).toBeLessThanOrEqual(0)
  }
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })
    for (const path of ['/compare?end=now', '/compare?revocation=list']) {
      test(`${path} has no accessibility violation, as it comes and with all that it has open`, async ({ page }) => {
        await page.goto(lab.origin + path)
        await expectNoViolations(page)
        await openAll(page)
        await expectNoViolations(page)
      })
    }

    test('nor has a comparison that was measured here', async ({ page }) => {
      test.setTimeout(180_000)
      await page.goto(`${lab.origin}/compare?end=minutes&lookup=no`)
      await page.getByRole('button', { name: 'Measure hybrid' }).click()
      await expect(page.getByRole('status').filter({ hasText: 'Measured here: hybrid' })).toBeVisible({ timeout: 60_000 })
      await openAll(page)
      await expectNoViolations(page)
    })
  })
}
