import { z } from 'zod'
import { MODE_NAMES } from '../auth/modes'
import type { Described } from '../http/endpoint'
import { NAMES } from '../http/schemas'
import { SETTINGS } from './column'
import { QUESTIONS } from './questions'

/** One column to measure. */
const RunInput = z.strictObject({
  mode: z.enum(MODE_NAMES, { error: `must be one of: ${MODE_NAMES.join(', ')}` }),
  revocation: z.enum(SETTINGS, { error: 'must be one of: none, list' }).default('none'),
})

/** The answers that the advice was given, as far as there are any. */
const AnswersQuery = z.object(
  Object.fromEntries(
    QUESTIONS.map(({ id, options }) => {
      const values = options.map(({ value }) => value)
      return [id, z.enum(values, { error: `must be one of: ${values.join(', ')}` }).optional()]
    }),
  ),
)

const column = { mode: z.string(), revocation: z.enum(SETTINGS) }
const texts = z.array(z.string())
/** What a cell is drawn with. */
const drawn = {
  places: z.array(z.enum(['browser', 'server', 'store'])).optional(),
  amount: z.object({ value: z.number(), share: z.number().optional() }).optional(),
  sample: z.object({ n: z.int(), p50: z.number(), p95: z.number() }).optional(),
}
const rest = z.looseObject({})
NAMES.add(rest, { description: 'What running the mode showed; its members are not promised.' })

const Recorded = z.object({
  recordedAt: z.string(),
  machine: z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.string()),
  columns: z.array(
    z.object({
      ...column,
      measuredAt: z.string(),
      cells: z.record(z.string(), z.object({ asks: z.string(), word: z.string(), figure: z.string(), details: texts, ...drawn, experiments: z.array(z.object({ id: z.string(), says: z.string().optional() })) })),
      measures: rest,
      secondProcess: z.object({ statuses: z.array(z.int()), headers: texts, kept: z.int() }),
      outcomes: z.array(z.object({ id: z.string(), outcome: z.string(), letInSeconds: z.number().nullable() })),
    }),
  ),
})

const cell = z.object({ word: z.string(), figure: z.string(), details: texts, ...drawn, experiments: z.array(z.object({ id: z.string(), says: z.string().optional(), title: z.string() })) })
const Measured = z.object({ ...column, measuredAt: z.number().nullable(), cells: z.record(z.string(), cell) })

/** The comparison's addresses, without what they do: no page measures. */
export const COMPARE_API = {
  recorded: { method: 'GET', path: '/api/compare', does: 'compares the modes, by figures that were recorded', who: 'anybody', errors: [], answers: { 200: Recorded } },
  measure: { method: 'POST', path: '/api/compare', does: 'measures one mode here', who: 'anybody', body: RunInput, errors: ['not_found', 'lab_busy'], answers: { 200: Measured } },
  markdown: {
    method: 'GET',
    path: '/compare/comparison.md',
    does: 'gives the comparison as Markdown',
    who: 'anybody',
    query: AnswersQuery,
    errors: [],
    answers: { 200: [{ type: 'text/markdown' }] },
  },
} as const satisfies Readonly<Record<string, Described>>
