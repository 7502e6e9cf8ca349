import { revocationBody } from '@/lib/auth/answers'
import { route, sensitive } from '@/lib/auth/next/handler'
import { endSession } from '@/lib/auth/sessions'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  DELETE: sensitive(async ({ app, verdict: { session }, req, params }) => {
    const revocation = await endSession({ ...app, session, req }, String(params['id']))
    return { body: revocationBody(revocation), effects: revocation.effects }
  }),
})
