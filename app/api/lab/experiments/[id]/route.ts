import { z } from 'zod'
import { MODE_NAMES } from '@/lib/auth/contract'
import { open, route } from '@/lib/next/handler'
import { env } from '@/lib/env'
import { EXPERIMENT_IDS } from '@/lib/lab/experiment'
import { LINES, linesOf } from '@/lib/lab/lines'
import { inTurn, LAB_MODES, runExperiment } from '@/lib/lab/run'
import { Problem } from '@/lib/problem'

/** Without a mode, every one. */
const RunInput = z
  .strictObject({
    mode: z.enum(MODE_NAMES, { error: `must be one of: ${MODE_NAMES.join(', ')}` }).optional(),
    revocation: z.enum(['none', 'list'], { error: 'must be one of: none, list' }).default('none'),
  })
  .default({ revocation: 'none' })

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: open(async ({ params, body: { mode, revocation }, request: { headers, signal } }) => {
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
  }, RunInput),
}, { exists: () => env().lab })
