import { oauth } from '@/lib/next/oauth'
import { route } from '@/lib/next/handler'
import { grantToken } from '@/lib/oauth/oauth'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: oauth(async (asked) => ({ body: await grantToken(asked) })),
})
