import { replacedBody } from '@/lib/auth/answers'
import { route, sensitive } from '@/lib/auth/next/handler'
import { changeEmail, NewEmailInput } from '@/lib/auth/own-account'

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  POST: sensitive(async ({ app, body, verdict: { session }, req }) => {
    const replaced = await changeEmail({ ...app, session, req }, body)
    return { body: replacedBody(replaced), effects: replaced.effects }
  }, NewEmailInput),
})
