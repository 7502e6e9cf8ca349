import { z } from 'zod'
import { MODE_NAMES } from '../auth/modes'
import { define, type Endpoint } from '../http/endpoint'
import { Problem } from '../problem'
import { testbeds } from './alive'
import { DEFENCES, type Defence } from './defences'
import { EXPERIMENT_IDS } from './experiment'
import { EXPERIMENTS } from './experiments'
import { LINES, linesOf } from './lines'
import { inTurn, LAB_MODES, runExperiment } from './run'

const oneOf = <T extends string>(values: readonly T[]) => z.enum(values as [T, ...T[]], { error: `must be one of: ${values.join(', ')}` })

/** Without a mode, every one. */
const RunInput = z
  .strictObject({
    mode: z.enum(MODE_NAMES, { error: `must be one of: ${MODE_NAMES.join(', ')}` }).optional(),
    revocation: z.enum(['none', 'list'], { error: 'must be one of: none, list' }).default('none'),
  })
  .default({ revocation: 'none' })

const TestbedInput = z.strictObject({
  experiment: oneOf(EXPERIMENT_IDS.filter((id) => EXPERIMENTS[id].inBrowser)),
  mode: z.enum(MODE_NAMES, { error: `must be one of: ${MODE_NAMES.join(', ')}` }),
  without: z
    .array(oneOf(Object.keys(DEFENCES) as Defence[]))
    .max(Object.keys(DEFENCES).length)
    .default([]),
})

const inLab: Pick<Endpoint, 'exists'> = { exists: ({ lab }) => lab }

/** The lab, open to anyone while it is on. */
export const LAB_ENDPOINTS: readonly Endpoint[] = [
  define({
    ...inLab,
    method: 'GET',
    path: '/api/lab/experiments',
    does: 'lists the experiments',
    who: 'anybody',
    run: () => ({ body: { experiments: EXPERIMENT_IDS.map((id) => ({ id, title: EXPERIMENTS[id].title, question: EXPERIMENTS[id].question })) } }),
  }),
  define({
    ...inLab,
    method: 'POST',
    path: '/api/lab/experiments/{id}',
    does: 'runs an experiment against one mode, or all',
    who: 'anybody',
    body: RunInput,
    errors: ['not_found', 'lab_busy'],
    async run({ params, body: { mode, revocation }, request: { headers, signal } }) {
      const id = EXPERIMENT_IDS.find((known) => known === params['id'])
      if (!id) throw new Problem('not_found', 'There is no experiment with this id.')
      const one = LAB_MODES.find(({ name }) => name === mode)
      if (one && headers.get('accept') === LINES) {
        const stream = linesOf((progress, stop) => inTurn(() => runExperiment(id, one, { revocation, progress, signal: AbortSignal.any([signal, stop]) })))
        return { stream, headers: { 'content-type': LINES } }
      }
      const modes = LAB_MODES.filter(({ name }) => mode === undefined || name === mode)
      const results = await inTurn(async () => {
        const done = []
        for (const each of modes) done.push(await runExperiment(id, each, { revocation, signal }))
        return done
      })
      return { body: mode === undefined ? { id, results } : results[0] }
    },
  }),
  define({
    ...inLab,
    method: 'POST',
    path: '/api/lab/testbeds',
    does: 'makes a testbed to attack from a browser',
    who: 'anybody',
    body: TestbedInput,
    run: async ({ app, body }) => ({ status: 201, body: { id: (await testbeds(app).create(body)).id } }),
  }),
  define({
    ...inLab,
    method: 'GET',
    path: '/api/lab/testbeds/{id}',
    does: 'says what the testbed has seen',
    who: 'anybody',
    errors: ['not_found'],
    run: async ({ app, params }) => ({ body: await testbeds(app).find(params['id'] ?? '').seen() }),
  }),
  define({
    ...inLab,
    method: 'DELETE',
    path: '/api/lab/testbeds/{id}',
    does: 'drops the testbed',
    who: 'anybody',
    run({ app, params }) {
      testbeds(app).drop(params['id'] ?? '')
      return { status: 204 }
    },
  }),
]
