import { ownSessionsBody, revocationBody } from '@/lib/auth/answers'
import { route, sensitive } from '@/lib/auth/next/handler'
import { asksFor } from '@/lib/auth/next/query'
import { endOtherSessions, listSessions } from '@/lib/auth/sessions'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: sensitive(async ({ app, verdict: { session }, req, request }) => {
    const { sessions, ended } = ownSessionsBody(await listSessions({ ...app, session, req }), session.id)
    return { body: asksFor(request, 'ended') ? { sessions, ended } : { sessions } }
  }),
  DELETE: sensitive(async ({ app, verdict: { session }, req }) => {
    const revocation = await endOtherSessions({ ...app, session, req })
    return { body: revocationBody(revocation), effects: revocation.effects }
  }),
})
