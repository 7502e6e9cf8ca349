import { flipOwnRole } from '@/lib/accounts/accounts'
import { route, signedIn } from '@/lib/next/handler'
import { flipsAnyway } from '@/lib/next/session'

/** What the dashboard's button does, for pages in bearer mode: a server action gets no Authorization header. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: signedIn(async ({ app, req }) => ({ body: await flipOwnRole(app, req, flipsAnyway()) })),
})
