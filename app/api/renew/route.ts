import { renew } from '@/lib/auth/accounts'
import { sessionBody, tokenBody } from '@/lib/auth/answers'
import { open, route } from '@/lib/auth/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: open(async ({ app, req }) => {
    const { session, effects } = await renew(app, req)
    return { body: { session: sessionBody(session), ...tokenBody(effects) }, effects }
  }),
})
