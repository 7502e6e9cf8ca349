import { SignUpInput, signUp } from '@/lib/accounts/accounts'
import { signedInBody, tokenBody } from '@/lib/http/bodies'
import { open, route } from '@/lib/next/handler'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: open(async ({ app, body, req }) => {
    const { session, effects } = await signUp(app, body, req)
    return { status: 201, body: { ...signedInBody(app.mode, session), ...tokenBody(effects) }, effects }
  }, SignUpInput),
})
