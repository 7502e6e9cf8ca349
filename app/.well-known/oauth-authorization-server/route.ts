import { env } from '@/lib/env'
import { open, route } from '@/lib/next/handler'
import { serverMetadata } from '@/lib/oauth/oauth'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(() =>
    Promise.resolve({ body: serverMetadata(env().appUrl), headers: { 'cache-control': 'public, max-age=60' } }),
  ),
})
