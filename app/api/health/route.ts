import { open, route } from '@/lib/auth/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(async ({ app: { mode, stores } }) => {
    await stores.ping()
    return { body: { status: 'ok', mode: mode.name, store: stores.name } }
  }),
})
