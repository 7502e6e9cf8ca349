import { MUTATION_ANSWERS } from '../answers'
import type { Endpoint } from '../endpoint'
import { define } from '../endpoint'
import { MUTATION_FORMS, type MutationName } from '../mutation-forms'
import { EVERY_MUTATION, type MutationCall } from '../mutations'

/** What pages do by forms, for whoever asks without one. */
export const MUTATION_ENDPOINTS: readonly Endpoint[] = Object.entries(EVERY_MUTATION).map(([name, { who, does, errors, input, act }]) => {
  const { method, path } = MUTATION_FORMS[name as MutationName]
  return define({
    method,
    path,
    does,
    who,
    errors,
    answers: MUTATION_ANSWERS[name as MutationName],
    ...(input && { body: input }),
    async run({ app, req, by, params, body }) {
      const { status, body: answer, effects } = await act({ ...app, ...by, req, id: params['id'] ?? '' } as MutationCall, body)
      return { ...(status && { status }), body: answer, ...(effects && { effects }) }
    },
  })
})
