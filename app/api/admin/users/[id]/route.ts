import { revocationBody, userBody } from '@/lib/auth/answers'
import { admin, route } from '@/lib/auth/next/handler'
import { AuthorityInput, setAuthority } from '@/lib/auth/people'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PATCH: admin(async ({ app, body, verdict: { session }, req, params }) => {
    const { user, revocation } = await setAuthority({ ...app, session, req }, String(params['id']), body)
    return { body: { user: userBody(user), revocation: revocation && revocationBody(revocation) } }
  }, AuthorityInput),
})
