import { sealData, unsealData } from 'iron-session'
import type { Stores } from '@/lib/stores/stores'
import type { AuthMode, ModeConfig } from '../contract'
import { credentialCookie } from '../credentials/cookies'
import { claimsMode, type Envelope } from './claims'
import type { OwnWords } from './words'

/**
 * An iron-session 8 seal of ours: Fe26.2 * password id * salt * iv * ciphertext * expiration * salt * HMAC, then ~2.
 * Anything else makes the library throw, or read a format that we never wrote. The empty field is the expiration: the
 * library's reads the real clock and forgives 60 s, so ours stands in the content.
 */
const SEAL = /^Fe26\.2\*1\*[0-9a-f]{64}\*[\w-]{22}\*[\w-]+\*\*[0-9a-f]{64}\*[\w-]{43}~2$/

/** iron-session's "never": see above. */
const NO_TTL = 0

/**
 * A session is an iron-session seal: the content encrypted and authenticated with keys derived from AUTH_SECRET. The
 * server that opens it needs no store.
 */
export function sealedMode(deps: {
  readonly config: ModeConfig
  readonly stores: Pick<Stores, 'users'>
  readonly secrets: readonly [string, ...string[]]
}): AuthMode<'sealed'> {
  const cookie = credentialCookie('stateside-sealed', deps.config.secure)
  const [secret] = deps.secrets

  const sealing: Envelope = {
    kind: 'seal',
    opens: ['Open the seal', 'AES-256-CBC and HMAC-SHA-256, with keys derived from AUTH_SECRET'],

    seal: (claims) => sealData(claims, { password: secret, ttl: NO_TTL }),

    async open(seal) {
      if (!SEAL.test(seal)) return { reason: 'malformed' }
      for (const password of deps.secrets) {
        try {
          const payload = await unsealData<Record<string, unknown>>(seal, { password, ttl: NO_TTL })
          // The library answers a seal that it cannot authenticate with an empty object.
          if (Object.keys(payload).length > 0) return { payload }
        } catch {
          return { reason: 'malformed' }
        }
      }
      return { reason: 'bad_signature' }
    },
  }
  return claimsMode('sealed', cookie, sealing, {
    config: deps.config,
    lifeMs: deps.config.idleMs,
    users: deps.stores.users,
    keeps: {
      browser: `Cookie ${cookie.name}: every fact about the session, encrypted`,
      server: 'AUTH_SECRET: the one key that opens and makes every such cookie',
    },
  })
}

export const words: OwnWords = {
  title: 'Encrypted cookie',
  create: 'The server seals a small object (encrypts it, then authenticates it) and hands it over in a cookie. It keeps nothing.',
  holds: { server: 'AUTH_SECRET, the same for everybody', browser: 'a cookie with the sealed object' },
  verify: 'The server checks the seal, opens it and believes what it holds. It asks nobody, so it cannot learn that the session was ended.',
}
