import { signedInBody } from '@/lib/auth/answers'
import { outdatedOf } from '@/lib/auth/freshness'
import { route, signedIn } from '@/lib/auth/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: signedIn(async ({ app: { mode, stores }, verdict, req }) => {
    const outdated = await outdatedOf(stores, verdict, req)
    return { body: { ...signedInBody(mode, verdict.session), ...(outdated && { outdated }) } }
  }),
})
