import { renew } from '@/lib/accounts/accounts'
import { sessionBody, tokenBody } from '@/lib/http/bodies'
import { authorise, endpoint, route } from '@/lib/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: endpoint(
    // What renews may be another credential than the one that signs in; where nothing does, nobody is told so but who is in.
    async (app, _request, req) => (app.mode.renew ? undefined : authorise.signedIn(app, req)),
    async ({ app, req }) => {
      const { session, effects } = await renew(app, req)
      return { body: { session: sessionBody(session), ...tokenBody(effects) }, effects }
    },
  ),
})
