import { z } from 'zod'
import { ownEndedBody, ownSessionsBody } from '@/lib/http/bodies'
import { validate } from '@/lib/http/body'
import { route, sensitive } from '@/lib/next/handler'
import { mutation } from '@/lib/next/mutation'
import { pageFields, queryOf, withField } from '@/lib/http/query'
import { listEnded, listSessions } from '@/lib/accounts/sessions'

const Query = z.strictObject({ ...pageFields, with: withField('ended') })

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: sensitive(async ({ app, verdict: { session }, req, request }) => {
    const { with: more, ...page } = validate(queryOf(request), Query)
    const deps = { ...app, session, req }
    const body = ownSessionsBody(await listSessions(deps, page), session.id)
    if (!more) return { body }
    return { body: { ...body, ended: ownEndedBody(await listEnded(deps, session.user.id, page.limit), session.id) } }
  }),
  DELETE: mutation('end-other-sessions'),
})
