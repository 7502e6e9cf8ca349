import { z } from 'zod'
import { MODE_NAMES } from '../auth/modes'
import { define, type Endpoint } from '../http/endpoint'
import { Problem } from '../problem'
import { arenas } from './alive'
import { IN_BROWSER_DEFENCES, IN_BROWSER_IDS } from './arenas'
import { EXPERIMENT_IDS } from './experiment'
import { EXPERIMENTS } from './experiments'
import { LINES, linesOf } from './lines'
import { inTurn, LAB_MODES, runExperiment } from './run'

/** Without a mode, every one. */
const RunInput = z
  .strictObject({
    mode: z.enum(MODE_NAMES, { error: `must be one of: ${MODE_NAMES.join(', ')}` }).optional(),
    revocation: z.enum(['none', 'list'], { error: 'must be one of: none, list' }).default('none'),
  })
  .default({ revocation: 'none' })

const ArenaInput = z.strictObject({
  experiment: z.enum(IN_BROWSER_IDS, { error: `must be one of: ${IN_BROWSER_IDS.join(', ')}` }),
  mode: z.enum(MODE_NAMES, { error: `must be one of: ${MODE_NAMES.join(', ')}` }),
  without: z
    .array(z.enum(IN_BROWSER_DEFENCES, { error: `must be one of: ${IN_BROWSER_DEFENCES.join(', ')}` }))
    .max(IN_BROWSER_DEFENCES.length)
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
    path: '/api/lab/arenas',
    does: 'makes an arena to attack from a browser',
    who: 'anybody',
    body: ArenaInput,
    run: async ({ body }) => ({ status: 201, body: { id: (await arenas().create(body)).id } }),
  }),
  define({
    ...inLab,
    method: 'GET',
    path: '/api/lab/arenas/{id}',
    does: 'says what the arena has seen',
    who: 'anybody',
    errors: ['not_found'],
    run: async ({ params }) => ({ body: await arenas().find(params['id'] ?? '').seen() }),
  }),
  define({
    ...inLab,
    method: 'DELETE',
    path: '/api/lab/arenas/{id}',
    does: 'drops the arena',
    who: 'anybody',
    run({ params }) {
      arenas().drop(params['id'] ?? '')
      return { status: 204 }
    },
  }),
]
