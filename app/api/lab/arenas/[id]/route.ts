import { open, route } from '@/lib/next/handler'
import { env } from '@/lib/env'
import { arenas } from '@/lib/lab/alive'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(async ({ params }) => ({ body: await arenas().find(String(params['id'])).seen() })),
  DELETE: open(({ params }) => {
    arenas().drop(String(params['id']))
    return Promise.resolve({ status: 204 })
  }),
}, { exists: () => env().lab })
