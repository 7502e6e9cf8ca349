import { ownSessionsBody, revocationBody } from '@/lib/auth/answers'
import { route, sensitive } from '@/lib/auth/next/handler'
import { endOtherSessions, listSessions } from '@/lib/auth/sessions'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: sensitive(async ({ app, verdict: { session }, req }) => ({
    body: ownSessionsBody(await listSessions({ ...app, session, req }), session.id),
  })),
  DELETE: sensitive(async ({ app, verdict: { session }, req }) => {
    const revocation = await endOtherSessions({ ...app, session, req })
    return { body: revocationBody(revocation), effects: revocation.effects }
  }),
})
