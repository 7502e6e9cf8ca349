import type { AuthMode, ModeConfig } from '../contract'
import { authorizationHeader } from '../credentials/authorization'
import { openSession, signSession } from '../credentials/session-token'
import type { SigningKeys } from '../keys/signing-keys'
import { claimsMode, type Envelope } from './claims'
import type { OwnWords } from './words'

/**
 * A session is a signed token (Ed25519, RFC 9068) that the answer hands over and the client keeps: the web client in
 * localStorage. Scripts read it, and send it themselves; the browser adds nothing, so no other site can make it. The
 * server keeps nothing, and nothing renews: when the token is over, one signs in again.
 */
export function bearerMode(deps: { readonly config: ModeConfig; readonly keys: SigningKeys }): AuthMode<'bearer'> {
  const { config, keys } = deps
  const signed: Envelope = {
    kind: 'jws',
    opens: ['Verify the signature', 'Ed25519, with the public key that the token names'],
    seal: (claims) => signSession(claims, 'bearer', claims.expiresMs, keys),
    open: (token, now) => openSession(token, 'bearer', keys, now),
  }
  return claimsMode('bearer', authorizationHeader, signed, {
    config,
    lifeMs: Math.min(config.bearerMs, config.idleMs),
    keeps: {
      browser: 'localStorage: the token, signed and readable, every fact about the session in it',
      server: 'The signing key: whoever holds it can make any token. Its public half verifies them all',
    },
  })
}

export const words: OwnWords = {
  title: 'Bearer token',
  create:
    'The server writes who you are and until when into a token, signs it, and answers with it. A script puts it into localStorage. The server keeps nothing.',
  holds: { server: 'a signing key, the same for everybody', browser: 'a token in localStorage, readable by any script on the page' },
  send: 'A script sends the token in the Authorization header of each request that it makes. A page that you navigate to gets nothing.',
  verify: 'The server verifies the signature and believes what the token says. It asks nobody, so it cannot learn that the session was ended.',
}
