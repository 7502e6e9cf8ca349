import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { MODE_NAMES } from '@/lib/auth/modes'
import type { Evidence } from './evidence'
import { EXPERIMENT_IDS, type Result } from './experiment'
import { EXPERIMENTS } from './experiments'
import { EXPECTED, expectedOf } from './expected'
import { recordedRun } from './recorded-runs'
import { inTurn, LAB_MODES, runExperiment } from './run'

/** As long as any credential, and nothing else that is shown. */
const SECRET = /[\w-]{43}|Fe26\.2|eyJ[\w-]{20}/

describe.each(EXPERIMENT_IDS)('%s', (id) => {
  test('leads to files that are there', () => {
    for (const path of [EXPERIMENTS[id].code, `lib/lab/experiments/${id}.ts`]) expect(existsSync(path), path).toBe(true)
  })

  test.each(['none', 'list'] as const)('comes out as expected with AUTH_REVOCATION=%s', async (revocation) => {
    const results: Result[] = []
    for (const mode of LAB_MODES) results.push(await runExperiment(id, mode, { revocation }))
    expect(Object.keys(EXPECTED[id])).toEqual(['shipped', ...EXPERIMENTS[id].settings.map((setting) => setting.id)])
    const runs = results.flatMap((result) => [['shipped', result, result] as const, ...result.otherwise.map((run) => [run.setting.id, result, run] as const)])
    // Of a mode that no row names nothing is expected.
    const judged = runs.flatMap(([setting, { mode }, { outcome, letInSeconds }]) => {
      const expected = expectedOf(id, setting, mode, revocation)
      return expected ? [{ found: { setting, mode, outcome, letInSeconds }, expected: { setting, mode, ...expected } }] : []
    })
    expect(judged.map(({ found }) => found)).toEqual(judged.map(({ expected }) => expected))

    for (const result of results) {
      const recorded = recordedRun(id, result.mode, revocation)
      // Of a mode that never was recorded nothing is shown; if a step differs, npm run record -- lab
      if (recorded) expect(recorded.steps.map(({ says }) => says)).toEqual(result.steps.map(({ says }) => says))
      // What was exchanged can be sent to a page, and holds nobody's credential.
      expect(JSON.parse(JSON.stringify(result))).toEqual(result)
      for (const run of [result, ...result.otherwise]) {
        expect(run.because).toMatch(/^[A-Z0-9].*\.$/s)
        expect(run.steps.length).toBeGreaterThan(0)
        for (const evidence of run.steps.flatMap((step) => step.evidence)) expect(shown(evidence)).not.toMatch(SECRET)
      }
    }
  })
})

test('whoever is named in one row of what is expected is named in all', () => {
  const rows = Object.values(EXPECTED).flatMap((settings) => Object.values(settings).flatMap((row) => (typeof row === 'object' && 'none' in row ? [row.none, row.list] : [row])))
  const named = rows.flatMap((row) => (typeof row === 'object' ? [Object.keys(row)] : []))
  for (const names of named) expect(names).toEqual(named[0])
})

/** Without what is no credential but as long as one: names of keys, and the name of somebody with too long a name. */
function shown(evidence: Evidence): string {
  const text = JSON.stringify(evidence, (key, value: unknown) => (key === 'kid' || key === 'says' ? undefined : value))
  return text.replace(/(\w)\1{40,}/g, '')
}

test.each(LAB_MODES)('everything that signs or seals leaks in $name', async (mode) => {
  const { evidence } = await runExperiment('leaked-secret', mode)
  expect(evidence).toContainEqual({ kind: 'note', text: 'Leaked: 1 secret and 1 signing key' })
})

test('every mode of the registry is in the lab', () => {
  expect(LAB_MODES.map(({ name }) => name)).toEqual(MODE_NAMES)
})

test('work is done in turn, and too much of it is refused', async () => {
  const order: string[] = []
  let release = (): void => undefined
  const first = inTurn(async () => {
    await new Promise<void>((resolve) => (release = resolve))
    order.push('first')
  })
  const second = inTurn(() => Promise.resolve(order.push('second')))
  const failing = inTurn(() => Promise.reject(new Error('of its own')))
  const rest = Array.from({ length: 5 }, (_, i) => inTurn(() => Promise.resolve(order.push(String(i)))))
  await expect(inTurn(() => Promise.resolve())).rejects.toMatchObject({ code: 'lab_busy', status: 429 })
  expect(order).toEqual([])
  release()
  await Promise.all([first, second, ...rest])
  await expect(failing).rejects.toThrow('of its own')
  expect(order).toEqual(['first', 'second', '0', '1', '2', '3', '4'])
  await expect(inTurn(() => Promise.resolve('again'))).resolves.toBe('again')
})

test('a run that nobody waits for any more stops', async () => {
  const [mode] = LAB_MODES
  if (!mode) throw new Error('no mode')
  await expect(runExperiment('cost-per-thousand', mode, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'lab_busy' })
})
