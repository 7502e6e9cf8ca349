import { env } from '@/lib/env'
import { open, route } from '@/lib/auth/next/handler'
import { serverMetadata } from '@/lib/auth/oauth'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(() =>
    Promise.resolve({ body: serverMetadata(env().appUrl), headers: { 'cache-control': 'public, max-age=60' } }),
  ),
})
