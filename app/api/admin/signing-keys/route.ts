import { signingKeysBody } from '@/lib/auth/answers'
import { admin, route } from '@/lib/auth/next/handler'
import { mutation } from '@/lib/auth/next/mutation'
import { asksFor } from '@/lib/auth/next/query'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app, req, request }) => {
    const { keys, ...more } = await signingKeysBody(app, req.now)
    return { body: asksFor(request, 'times') ? { keys, ...more } : { keys } }
  }),
  POST: mutation('rotate-signing-key'),
})
