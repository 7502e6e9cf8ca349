import { rotateSigningKey, RotateInput } from '@/lib/auth/administration'
import { signingKeysBody } from '@/lib/auth/answers'
import { admin, route } from '@/lib/auth/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app, req }) => ({ body: await signingKeysBody(app, req.now) })),
  POST: admin(async ({ app: { stores, signingKeys }, body: { revoke }, verdict: { session }, req }) => {
    const key = await rotateSigningKey({ stores, session, req }, signingKeys, revoke)
    return { status: 201, body: { key } }
  }, RotateInput),
})
