import { rotateSigningKey, RotateInput } from '@/lib/auth/administration'
import { signingKeysBody } from '@/lib/auth/answers'
import { admin, route } from '@/lib/auth/next/handler'
import { asksFor } from '@/lib/auth/next/query'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app, req, request }) => {
    const { keys, ...more } = await signingKeysBody(app, req.now)
    return { body: asksFor(request, 'times') ? { keys, ...more } : { keys } }
  }),
  POST: admin(async ({ app: { stores, signingKeys }, body: { revoke }, verdict: { session }, req }) => {
    const key = await rotateSigningKey({ stores, session, req }, signingKeys, revoke)
    return { status: 201, body: { key } }
  }, RotateInput),
})
