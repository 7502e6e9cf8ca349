import { everySessionBody } from '@/lib/auth/answers'
import { admin, route } from '@/lib/auth/next/handler'
import { asksFor } from '@/lib/auth/next/query'
import { listEverySession } from '@/lib/auth/sessions'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app, verdict: { session }, req, request }) => {
    const { sessions, ended } = everySessionBody(await listEverySession({ ...app, session, req }), session.id)
    return { body: asksFor(request, 'ended') ? { sessions, ended } : { sessions } }
  }),
})
