import { open, route } from '@/lib/next/handler'
import { env } from '@/lib/env'
import { Problem } from '@/lib/problem'
import { stopping } from '@/lib/stopping'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: open(async ({ app: { mode, stores } }) => {
    if (stopping().aborted) throw new Problem('stopping')
    await stores.ping()
    return { body: { status: 'ok', mode: mode.name, store: stores.name, instance: env().instance } }
  }),
})
