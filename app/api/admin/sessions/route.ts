import { everySessionBody } from '@/lib/auth/answers'
import { admin, route } from '@/lib/auth/next/handler'
import { listEverySession } from '@/lib/auth/sessions'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app, verdict: { session }, req }) => ({
    body: everySessionBody(await listEverySession({ ...app, session, req }), session.id),
  })),
})
