import { revocationBody } from '@/lib/auth/answers'
import { admin, route } from '@/lib/auth/next/handler'
import { endSessionsOfPerson } from '@/lib/auth/people'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: admin(async ({ app, verdict: { session }, req, params }) => {
    const revocation = await endSessionsOfPerson({ ...app, session, req }, String(params['id']))
    return { body: revocationBody(revocation), effects: revocation.effects }
  }),
})
