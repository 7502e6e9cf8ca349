import { expect, test } from 'vitest'
import { credentialChange, differences, lookedAtBefore, rowsChange } from './differences'
import { LAB_MODES, runExperiment } from './run'
import type { Evidence } from './evidence'

test('two records differ in what is changed, added or gone', () => {
  expect(differences({ a: 1, b: 'x', c: null }, { a: 1, b: 'y', d: [2] })).toEqual([
    { name: 'b', before: 'x', after: 'y' },
    { name: 'd', before: null, after: '[2]' },
    { name: 'c', before: 'null', after: null },
  ])
  expect(differences({ a: null }, { a: null })).toEqual([])
})

test('of a sign-out in a mode with rows, the row is marked as ended', async () => {
  let compared = 0
  for (const mode of LAB_MODES) {
    const { evidence } = await runExperiment('replay-after-sign-out', mode)
    const rows = evidence.filter((one): one is Extract<Evidence, { kind: 'rows' }> => one.kind === 'rows')
    const [before, after] = rows
    if (!before || !after) throw new Error('no rows')
    expect([lookedAtBefore(before, evidence), lookedAtBefore(after, evidence)]).toEqual([null, before])
    const { changed, added, gone } = rowsChange(before, after)
    expect([added, gone]).toEqual([[], []])
    expect(changed.length).toBe(before.rows.length)
    for (const { differences: found } of changed) expect(found.map(({ name }) => name)).toContain('endedWhy')
    compared += changed.length
  }
  expect(compared).toBeGreaterThan(0)
})

test('of a token that was changed, the claim is marked', async () => {
  for (const mode of LAB_MODES) {
    const { evidence } = await runExperiment('tampered-payload', mode)
    const credentials = evidence.filter((one): one is Extract<Evidence, { kind: 'credential' }> => one.kind === 'credential')
    const altered = credentials.at(-1)
    const before = altered && lookedAtBefore(altered, evidence)
    if (before?.kind !== 'credential' || !altered) throw new Error('nothing to compare with')
    const names = credentialChange(before, altered).map(({ name }) => name)
    if (altered.form === 'jws') expect(names).toContain('role')
  }
})
