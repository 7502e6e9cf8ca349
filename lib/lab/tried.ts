import { z } from 'zod'
import { actorOf } from '../accounts/actor'
import { signedInBody } from '../http/bodies'
import { define, type Endpoint } from '../http/endpoint'
import { ENDPOINTS } from '../http/endpoints'

/** Names are of any length here, so that it can be tried what that does. */
const NameInput = z.string().min(1)

/**
 * What is attacked: the API as it is, and two addresses that ask for nothing but the check. `/api/me` reads the person besides,
 * to say what a credential is wrong about, and whatever the API changes takes JSON, which no form of another site can send.
 */
export const TRIED: readonly Endpoint[] = [
  ...ENDPOINTS,
  define({
    method: 'GET',
    path: '/whoami',
    does: 'says what the check found',
    who: 'signed_in',
    run: ({ app: { mode }, by: { session } }) => ({ body: signedInBody(mode, session) }),
  }),
  define({
    method: 'POST',
    path: '/name/{name}',
    does: 'changes the name, as any form may ask for',
    who: 'signed_in',
    async run({ app: { stores }, by: { session }, params }) {
      const name = NameInput.parse(params['name'])
      await stores.users.rename(session.user.id, name, actorOf(session))
      return { body: { name } }
    },
  }),
]
