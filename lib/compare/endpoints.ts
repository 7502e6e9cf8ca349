import { z } from 'zod'
import { MODE_NAMES } from '../auth/modes'
import { define, type Endpoint } from '../http/endpoint'
import { inTurn } from '../lab/run'
import { Problem } from '../problem'
import { SETTINGS } from './column'
import { shownOf } from './criteria'
import { asJson, asMarkdown } from './export'
import { measureColumn } from './measure-column'
import { QUESTIONS, readAnswers } from './questions'
import { RECORDING } from './recording'

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

/** The comparison as recorded and, where the lab is on, a way to measure a column of it here. */
export const COMPARE_ENDPOINTS: readonly Endpoint[] = [
  define({
    method: 'GET',
    path: '/api/compare',
    does: 'compares the modes, by figures that were recorded',
    who: 'anybody',
    run: () => ({ body: asJson(RECORDING) }),
  }),
  define({
    method: 'POST',
    path: '/api/compare',
    does: 'measures one mode here',
    who: 'anybody',
    body: RunInput,
    errors: ['not_found', 'lab_busy'],
    async run({ app: { lab }, body: { mode, revocation }, request: { signal } }) {
      if (!lab) throw new Problem('not_found', 'Nothing is measured where the lab is off. GET answers with the recorded figures.')
      return { body: shownOf(await inTurn(() => measureColumn(mode, revocation, signal))) }
    },
  }),
  define({
    method: 'GET',
    path: '/compare/comparison.md',
    does: 'is the comparison to take along, in Markdown',
    who: 'anybody',
    query: AnswersQuery,
    run: ({ query }) => ({ stream: new Blob([asMarkdown(RECORDING, readAnswers(query))]).stream(), headers: { 'content-type': 'text/markdown; charset=utf-8' } }),
  }),
]
