import { z } from 'zod'
import { MODE_NAMES } from '../auth/modes'
import { NAMES } from '../http/schemas'
import { EXPERIMENT_IDS } from './experiment'

/** What the lab answers with. */

const id = z.enum(EXPERIMENT_IDS)
const mode = z.enum(MODE_NAMES)
const outcome = z.enum(['succeeded', 'blocked', 'not_applicable', 'measured'])
const kinds = ['request', 'response', 'credential', 'rows', 'trace', 'measure', 'note'] as const
const evidence = z.looseObject({ kind: z.enum(kinds) })
NAMES.add(evidence, { id: 'Evidence', description: 'Something that really happened in a run. Credentials are redacted.' })
const step = z.object({ says: z.string(), evidence: z.array(evidence) })
NAMES.add(step, { id: 'ExperimentStep' })

const run = { outcome, letInSeconds: z.number().nullable(), because: z.string(), steps: z.array(step), tookMs: z.number() }
const setting = z.object({ id: z.string(), title: z.string(), without: z.array(z.string()).optional(), with: z.array(z.string()).optional(), late: z.literal(true).optional() })
const result = z.object({ id, mode, revocation: z.enum(['none', 'list']), ...run, evidence: z.array(evidence), otherwise: z.array(z.object({ setting, ...run })) })
NAMES.add(result, { id: 'ExperimentResult' })

export const ResultOrAll = z.union([result, z.object({ id, results: z.array(result) })])
export const Experiments = z.object({ experiments: z.array(z.object({ id, title: z.string(), question: z.string() })) })
export const TestbedMade = z.object({ id: z.string() })
export const TestbedSeen = z.object({
  experiment: id,
  mode,
  expiresAt: z.number(),
  signedIn: z.boolean(),
  name: z.string().nullable(),
  outcome: outcome.nullable(),
  because: z.string().nullable(),
  steps: z.array(step),
})
