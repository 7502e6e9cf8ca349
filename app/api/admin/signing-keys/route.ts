import { signingKeysBody } from '@/lib/http/bodies'
import { admin, route } from '@/lib/next/handler'
import { mutation } from '@/lib/next/mutation'
import { asksFor } from '@/lib/http/query'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app, req, request }) => {
    const { keys, ...more } = await signingKeysBody(app, req.now)
    return { body: asksFor(request, 'times') ? { keys, ...more } : { keys } }
  }),
  POST: mutation('rotate-signing-key'),
})
