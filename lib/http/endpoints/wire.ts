import { z } from 'zod'
import type { App } from '../../app'
import { Problem } from '../../problem'
import { define } from '../endpoint'
import { Wire, WireDetail } from '../schemas'

const exists = ({ lab }: Pick<App, 'lab'>) => lab

const ID = /^\d{1,15}$/

/** What this process remembers of one's own last requests; each of several processes remembers what it answered itself. */
export const WIRE = [
  define({
    method: 'GET',
    path: '/api/wire',
    does: 'lists the last requests of this session, the newest first',
    who: 'signed_in',
    query: z.strictObject({ after: z.string().regex(ID, { error: 'must be the `id` of an entry' }).transform(Number).optional() }),
    answers: { 200: Wire },
    exists,
    run: ({ app: { wire, instance }, by: { session }, query: { after = 0 } }) => ({ body: { instance, entries: wire?.after(session.id, after) ?? [] } }),
  }),
  define({
    method: 'GET',
    path: '/api/wire/{id}',
    does: 'shows one of them in full, as an X-ray',
    who: 'signed_in',
    errors: ['not_found'],
    answers: { 200: WireDetail },
    exists,
    run({ app: { wire }, by: { session }, params: { id = '' } }) {
      const body = ID.test(id) ? wire?.detail(session.id, Number(id)) : null
      if (!body) throw new Problem('not_found')
      return { body }
    },
  }),
]
