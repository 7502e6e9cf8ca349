import { signOut } from '@/lib/auth/accounts'
import { revocationBody } from '@/lib/auth/answers'
import { open, route } from '@/lib/auth/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: open(async ({ app, req }) => {
    const revocation = await signOut(app, req)
    return { body: revocationBody(revocation), effects: revocation.effects }
  }),
})
