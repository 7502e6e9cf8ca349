import { signedInBody } from '@/lib/auth/answers'
import { route, signedIn } from '@/lib/auth/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: signedIn(({ app, verdict }) => Promise.resolve({ body: signedInBody(app.mode, verdict.session) })),
})
