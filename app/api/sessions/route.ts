import { z } from 'zod'
import { ownEndedBody, ownSessionsBody, revocationBody } from '@/lib/auth/answers'
import { validate } from '@/lib/auth/next/body'
import { route, sensitive } from '@/lib/auth/next/handler'
import { pageFields, queryOf, withField } from '@/lib/auth/next/query'
import { endOtherSessions, listEnded, listSessions } from '@/lib/auth/sessions'

const Query = z.strictObject({ ...pageFields, with: withField('ended') })

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: sensitive(async ({ app, verdict: { session }, req, request }) => {
    const { with: more, ...page } = validate(queryOf(request), Query)
    const deps = { ...app, session, req }
    const body = ownSessionsBody(await listSessions(deps, page), session.id)
    if (!more) return { body }
    return { body: { ...body, ended: ownEndedBody(await listEnded(deps, session.user.id, page.limit), session.id) } }
  }),
  DELETE: sensitive(async ({ app, verdict: { session }, req }) => {
    const revocation = await endOtherSessions({ ...app, session, req })
    return { body: revocationBody(revocation), effects: revocation.effects }
  }),
})
