import { clientBody } from '@/lib/http/bodies'
import { admin, route } from '@/lib/next/handler'
import { mutation } from '@/lib/next/mutation'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app: { stores } }) => ({ body: { clients: (await stores.clients.list()).map(clientBody) } })),
  POST: mutation('create-client'),
})
