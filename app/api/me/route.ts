import { signedInBody } from '@/lib/http/bodies'
import { outdatedOf } from '@/lib/accounts/freshness'
import { route, signedIn } from '@/lib/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: signedIn(async ({ app: { mode, stores }, verdict, req }) => {
    const outdated = await outdatedOf(stores, verdict, req)
    return { body: { ...signedInBody(mode, verdict.session), ...(outdated && { outdated }) } }
  }),
})
