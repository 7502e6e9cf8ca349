import { signOut } from '@/lib/accounts/accounts'
import { revocationBody } from '@/lib/http/bodies'
import { open, route } from '@/lib/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: open(async ({ app, req }) => {
    const revocation = await signOut(app, req)
    return { body: revocationBody(revocation), effects: revocation.effects }
  }),
})
