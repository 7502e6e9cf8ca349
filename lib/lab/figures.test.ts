import { expect, test } from 'vitest'
import { makeTestbedOf } from '@/testkit/testbed'
import { EXPERIMENT_IDS } from './experiment'
import { EXPERIMENTS } from './experiments'
import { costOf, dotsOf, ordinal, placeAmong, RANKINGS } from './figures'
import { GROUP_OF, GROUPS } from './groups'
import { LAB_MODES, runExperiment } from './run'

test('every experiment is in a group', () => {
  expect(Object.keys(GROUP_OF).sort()).toEqual([...EXPERIMENT_IDS].sort())
  for (const id of EXPERIMENT_IDS) expect(GROUPS.map((group) => group.id)).toContain(GROUP_OF[id])
})

test('whatever has nothing to predict is ranked', () => {
  for (const id of EXPERIMENT_IDS) if (EXPERIMENTS[id].means.blocked === '') expect(RANKINGS[id], id).toBeDefined()
})

test.each(LAB_MODES)('$name is measured: every figure that is drawn is found', async (mode) => {
  for (const [id, ranking] of Object.entries(RANKINGS)) {
    const { evidence } = await runExperiment(id as keyof typeof EXPERIMENTS, mode)
    expect(ranking.figure(evidence), id).toEqual(expect.any(Number))
  }
  const { evidence: cost } = await runExperiment('cost-per-thousand', mode)
  expect(costOf(cost)?.bytes).toBeGreaterThan(0)
  const dots = dotsOf((await runExperiment('revocation-latency', mode)).evidence)
  expect(dots.filter(({ who }) => who === 'client')).toHaveLength(5)
  const { facts } = (await makeTestbedOf(mode.make)).mode
  expect(dots.some(({ who }) => who === 'verifier')).toBe(facts.credentialKind === 'jws')
})

test('with a revocation list all clients are refused in real time, and a verifier that asks nobody is not', async () => {
  for (const mode of LAB_MODES) {
    const dots = dotsOf((await runExperiment('revocation-latency', mode, { revocation: 'list' })).evidence)
    for (const { who, clock } of dots) expect(clock).toBe(who === 'verifier' ? 'testbed' : 'real')
  }
})

test('equal figures share a place', () => {
  expect([3, 1, 1, 9].map((figure) => placeAmong(figure, [3, 1, 1, 9]))).toEqual([3, 1, 1, 4])
  expect([1, 2, 3, 4].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th'])
})
