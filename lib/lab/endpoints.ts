import { define, type Endpoint } from '../http/endpoint'
import { Problem } from '../problem'
import { testbeds } from './alive'
import { LAB_API } from './api'
import { EXPERIMENT_IDS } from './experiment'
import { EXPERIMENTS } from './experiments'
import { LINES, linesOf } from './lines'
import { inTurn, LAB_MODES, runExperiment } from './run'

/** The lab, open to anyone while it is on. */
export const LAB_ENDPOINTS: readonly Endpoint[] = [
  define({
    ...LAB_API.list,
    run: () => ({ body: { experiments: EXPERIMENT_IDS.map((id) => ({ id, title: EXPERIMENTS[id].title, question: EXPERIMENTS[id].question })) } }),
  }),
  define({
    ...LAB_API.run,
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
    ...LAB_API.makeTestbed,
    run: async ({ app, body }) => ({ status: 201, body: { id: (await testbeds(app).create(body)).id } }),
  }),
  define({
    ...LAB_API.seeTestbed,
    run: async ({ app, params }) => ({ body: await testbeds(app).find(params['id'] ?? '').seen() }),
  }),
  define({
    ...LAB_API.dropTestbed,
    run({ app, params }) {
      testbeds(app).drop(params['id'] ?? '')
      return { status: 204 }
    },
  }),
]
