import { z } from 'zod'
import { MODE_NAMES } from '../auth/modes'
import type { Described } from '../http/endpoint'
import { DEFENCES, type Defence } from './defences'
import { EXPERIMENT_IDS } from './experiment'
import { EXPERIMENTS } from './experiments'
import { LINES } from './lines'
import { Experiments, ResultOrAll, TestbedMade, TestbedSeen } from './schemas'

const oneOf = <const T extends string>(values: readonly T[]) => z.enum(values, { error: `must be one of: ${values.join(', ')}` })

/** Without a mode, every one. */
const RunInput = z.strictObject({ mode: oneOf(MODE_NAMES).optional(), revocation: oneOf(['none', 'list']).default('none') }).default({ revocation: 'none' })

const TestbedInput = z.strictObject({
  experiment: oneOf(EXPERIMENT_IDS.filter((id) => EXPERIMENTS[id].inBrowser)),
  mode: oneOf(MODE_NAMES),
  without: z
    .array(oneOf(Object.keys(DEFENCES) as Defence[]))
    .max(Object.keys(DEFENCES).length)
    .default([]),
})

const inLab = { who: 'anybody', exists: ({ lab }) => lab } as const satisfies Partial<Described>

/** The lab's addresses, without what they do, which no page may reach. */
export const LAB_API = {
  list: { ...inLab, method: 'GET', path: '/api/lab/experiments', does: 'lists the experiments', errors: [], answers: { 200: Experiments } },
  run: {
    ...inLab,
    method: 'POST',
    path: '/api/lab/experiments/{id}',
    does: 'runs an experiment against one mode, or all',
    body: RunInput,
    errors: ['not_found', 'lab_busy'],
    answers: { 200: [{ type: 'application/json', schema: ResultOrAll }, { type: LINES }] },
  },
  makeTestbed: {
    ...inLab,
    method: 'POST',
    path: '/api/lab/testbeds',
    does: 'makes a testbed to attack from a browser',
    body: TestbedInput,
    errors: [],
    answers: { 201: TestbedMade },
  },
  seeTestbed: {
    ...inLab,
    method: 'GET',
    path: '/api/lab/testbeds/{id}',
    does: 'says what the testbed has seen',
    errors: ['not_found'],
    answers: { 200: TestbedSeen },
  },
  dropTestbed: { ...inLab, method: 'DELETE', path: '/api/lab/testbeds/{id}', does: 'drops the testbed', errors: [], answers: { 204: [] } },
} as const satisfies Readonly<Record<string, Described>>
