import { clientBody } from '@/lib/auth/answers'
import { admin, route } from '@/lib/auth/next/handler'
import { mutation } from '@/lib/auth/next/mutation'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app: { stores } }) => ({ body: { clients: (await stores.clients.list()).map(clientBody) } })),
  POST: mutation('create-client'),
})
