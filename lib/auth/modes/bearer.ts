import { authorizationHeader } from '../credentials/authorization'
import type { AuthMode, ModeConfig, ModeFacts } from '../contract'
import { selfContainedMode, type Codec } from './self-contained'
import { openSession, signSession } from '../credentials/session-token'
import type { SigningKeys } from '../keys/signing-keys'

/**
 * A session is a signed token (Ed25519, RFC 9068) that the answer hands over and the client keeps: the web client in
 * localStorage. Scripts read it, and send it themselves; the browser adds nothing, so no other site can make it. The
 * server keeps nothing, and nothing renews: when the token is over, one signs in again.
 */
export function bearerMode(deps: { readonly config: ModeConfig; readonly keys: SigningKeys }): AuthMode<'bearer'> {
  const { config, keys } = deps
  const codec: Codec = {
    opens: ['Verify the signature', 'Ed25519, with the public key that the token names'],
    encode: (claims) => signSession(claims, 'bearer', claims.expiresMs, keys),
    decode: (token, now) => openSession(token, 'bearer', keys, now),
  }
  return selfContainedMode('bearer', FACTS, authorizationHeader, codec, {
    config,
    lifeMs: Math.min(config.bearerMs, config.idleMs),
    keeps: {
      browser: 'localStorage: the token, signed and readable, every fact about the session in it',
      server: 'The signing key: who holds it can make any token. Its public half verifies them all',
    },
  })
}

const FACTS: Omit<ModeFacts, 'longestMs'> = {
  carrier: 'authorization',
  credentialName: 'Authorization',
  cookies: [],
  credentialKind: 'jws',
  rscCanRead: false,
  stateLives: 'browser',
  revocation: 'at-expiry',
  endsFromElsewhere: false,
  title: 'Bearer token',
  travels: 'a signed JWT, sent by a script',
  check: 'verify a signature, ask nobody',
  ends: 'This browser forgets the token. A copy made earlier stays good until the token is over; nothing renews it.',
  beats: [
    {
      name: 'prove',
      from: 'browser',
      to: 'server',
      says: 'You send your e-mail address and password, once.',
      holds: {},
    },
    {
      name: 'create',
      from: 'server',
      to: 'browser',
      says: 'The server writes who you are and until when into a token, signs it, and answers with it. A script puts it into localStorage. The server keeps nothing.',
      holds: { server: 'a signing key, the same for everybody', browser: 'a token in localStorage, readable by any script of the page' },
    },
    {
      name: 'send',
      from: 'browser',
      to: 'server',
      says: 'A script sends the token in the Authorization header of each request that it makes. A page that you navigate to gets nothing.',
      holds: {},
    },
    {
      name: 'verify',
      from: 'server',
      to: 'server',
      says: 'The server verifies the signature and believes what the token says. Nobody is asked, so nobody can say that it was ended.',
      holds: {},
    },
  ],
}
