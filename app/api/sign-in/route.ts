import { SignInInput, signIn } from '@/lib/auth/accounts'
import { signedInBody, tokenBody } from '@/lib/auth/answers'
import { open, route } from '@/lib/auth/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: open(async ({ app, body, req }) => {
    const { session, effects } = await signIn(app, body, req)
    return { body: { ...signedInBody(app.mode, session), ...tokenBody(effects) }, effects }
  }, SignInInput),
})
