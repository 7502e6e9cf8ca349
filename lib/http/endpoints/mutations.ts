import type { Endpoint } from '../endpoint'
import { define } from '../endpoint'
import { MUTATION_FORMS, type MutationName } from '../mutation-forms'
import { MUTATIONS, type Mutation } from '../mutations'

// Each entry knows its own body; here they are all alike.
const ALL = MUTATIONS as unknown as Readonly<Record<MutationName, Mutation<unknown, unknown>>>

/** What pages change by forms, for whoever asks without one. */
export const MUTATION_ENDPOINTS: readonly Endpoint[] = Object.entries(ALL).map(([name, { who, does, errors, input, act }]) => {
  const { method, path } = MUTATION_FORMS[name as MutationName]
  return define({
    method,
    path,
    does,
    who,
    errors,
    ...(input && { body: input }),
    async run({ app, req, by: { session, user }, params, body }) {
      const { status, body: answer, effects } = await act({ ...app, session, user, req, id: params['id'] ?? '' }, body)
      return { ...(status && { status }), body: answer, ...(effects && { effects }) }
    },
  })
})
