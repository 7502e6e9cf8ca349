import { clientBody } from '@/lib/auth/answers'
import { createClient, NewClientInput } from '@/lib/auth/administration'
import { admin, route } from '@/lib/auth/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: admin(async ({ app: { stores } }) => ({ body: { clients: (await stores.clients.list()).map(clientBody) } })),
  POST: admin(async ({ app: { stores }, body, verdict: { session }, req }) => {
    const { client, secret } = await createClient({ stores, session, req }, body)
    return { status: 201, body: { client: clientBody(client), client_secret: secret } }
  }, NewClientInput),
})
