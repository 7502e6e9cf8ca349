import { oauth } from '@/lib/auth/next/oauth'
import { route } from '@/lib/auth/next/handler'
import { introspect } from '@/lib/auth/oauth'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: oauth(async (asked) => ({ body: await introspect(asked) })),
})
