import { open, route } from '@/lib/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(async ({ app: { signingKeys }, req }) => ({
    body: { keys: await signingKeys.published(req.now) },
    // Nobody's in particular, so it may be kept, and briefly, so that a rotation is soon known.
    headers: { 'cache-control': 'public, max-age=60', 'content-type': 'application/jwk-set+json' },
  })),
})
