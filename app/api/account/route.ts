import { revocationBody, tokenBody, userBody } from '@/lib/auth/answers'
import { route, sensitive } from '@/lib/auth/next/handler'
import { changeName, deleteAccount, DeleteAccountInput, NewNameInput } from '@/lib/auth/own-account'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  PATCH: sensitive(async ({ app, body, verdict: { session }, req }) => {
    const { user, effects } = await changeName({ ...app, session, req }, body.name)
    return { body: { user: userBody(user), ...tokenBody(effects) }, effects }
  }, NewNameInput),
  DELETE: sensitive(async ({ app, body, verdict: { session }, req }) => {
    const revocation = await deleteAccount({ ...app, session, req }, body.password)
    return { body: revocationBody(revocation), effects: revocation.effects }
  }, DeleteAccountInput),
})
