import { sealData, unsealData } from 'iron-session'
import type { UserStore } from '@/lib/stores/users'
import type { AuthMode, ModeConfig, ModeFacts } from '../contract'
import { credentialCookie } from '../credentials/cookies'
import { selfContainedMode, type Codec } from './self-contained'

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
  readonly users: Pick<UserStore, 'findById'>
  readonly secrets: readonly [string, ...string[]]
}): AuthMode<'sealed'> {
  const cookie = credentialCookie('stateside-sealed', deps.config.secure)
  const [secret] = deps.secrets

  const codec: Codec = {
    opens: ['Open the seal', 'AES-256-CBC and HMAC-SHA-256, with keys derived from AUTH_SECRET'],

    encode: (claims) => sealData(claims, { password: secret, ttl: NO_TTL }),

    async decode(seal) {
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
  return selfContainedMode('sealed', facts(cookie.name), cookie, codec, {
    config: deps.config,
    lifeMs: deps.config.idleMs,
    users: deps.users,
    keeps: {
      browser: `Cookie ${cookie.name}: every fact about the session, encrypted`,
      server: 'AUTH_SECRET: the one key that opens and makes every such cookie',
    },
  })
}

const facts = (credentialName: string): Omit<ModeFacts, 'longestMs'> => ({
  carrier: 'cookie',
  credentialName,
  cookies: [credentialName],
  credentialKind: 'seal',
  rscCanRead: true,
  stateLives: 'browser',
  revocation: 'at-expiry',
  endsFromElsewhere: false,
  title: 'Sealed cookie',
  travels: 'a sealed object',
  check: 'unseal, ask nobody',
  ends: 'This browser drops the cookie. A copy made earlier stays good, and can renew itself, until the absolute limit.',
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
      says: 'The server seals a small object (encrypts it, then authenticates it) and hands it over in a cookie. It keeps nothing.',
      holds: { server: 'AUTH_SECRET, the same for everybody', browser: 'a cookie with the sealed object' },
    },
    {
      name: 'send',
      from: 'browser',
      to: 'server',
      says: 'Your browser sends the whole session along with every request. It cannot read it.',
      holds: {},
    },
    {
      name: 'verify',
      from: 'server',
      to: 'server',
      says: 'The server checks the seal, opens it and believes what it holds. Nobody is asked, so nobody can say that it was ended.',
      holds: {},
    },
  ],
})
