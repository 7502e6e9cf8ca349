import { define, type Endpoint } from '../http/endpoint'
import { inTurn } from '../lab/run'
import { Problem } from '../problem'
import { COMPARE_API } from './api'
import { shownOf } from './criteria'
import { asJson, asMarkdown } from './export'
import { measureColumn } from './measure-column'
import { readAnswers } from './questions'
import { RECORDING } from './recording'

/** The comparison as recorded and, where the lab is on, a way to measure a column of it here. */
export const COMPARE_ENDPOINTS: readonly Endpoint[] = [
  define({ ...COMPARE_API.recorded, run: () => ({ body: asJson(RECORDING) }) }),
  define({
    ...COMPARE_API.measure,
    async run({ app: { lab }, body: { mode, revocation }, request: { signal } }) {
      if (!lab) throw new Problem('not_found', 'Nothing is measured where the lab is off. GET answers with the recorded figures.')
      return { body: shownOf(await inTurn(() => measureColumn(mode, revocation, signal))) }
    },
  }),
  define({
    ...COMPARE_API.markdown,
    run: ({ query }) => ({ stream: new Blob([asMarkdown(RECORDING, readAnswers(query))]).stream(), headers: { 'content-type': 'text/markdown; charset=utf-8' } }),
  }),
]
