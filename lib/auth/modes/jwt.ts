import { createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { z } from 'zod'
import type { Stores } from '@/lib/stores/stores'
import { isCanonicalBase64url } from '../credentials/base64url'
import type { AuthMode, ModeConfig } from '../contract'
import { credentialCookie } from '../credentials/cookies'
import type { Opened } from '../credentials/open-claims'
import { claimsMode, type Envelope } from './claims'
import type { OwnWords } from './words'

/**
 * The only protected header next-auth writes: {"alg":"dir","enc":"A256GCM"}. Compared as text before anything is
 * decoded, so that no algorithm is ever taken from a token; RFC 8725 section 3.1.
 */
const HEADER = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.'
/** What the tag covers besides the ciphertext; RFC 7516 section 5.2. */
const AUTHENTICATED = Buffer.from(HEADER.slice(0, -1))

/** Compact JWE: header, an empty key (alg "dir"), a 96-bit nonce, ciphertext, a 128-bit tag; RFC 7516 section 3.1. */
const COMPACT = /^\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/

/** What next-auth writes beside our claims, in s; RFC 7519 section 4.1. */
const Registered = z.looseObject({ iat: z.int(), exp: z.int(), nbf: z.int().optional(), jti: z.string().min(1) })

/** As next-auth forgives other clocks, in s. Our own claims are exact. */
const TOLERANCE_S = 15

/**
 * A session is a next-auth 4 JWT: claims encrypted with a key derived from AUTH_SECRET. The server that opens it needs
 * no store. `getToken` and `getServerSession` of next-auth accept the same cookie.
 */
export function jwtMode(deps: {
  readonly config: ModeConfig
  readonly stores: Pick<Stores, 'users'>
  readonly secrets: readonly [string, ...string[]]
}): AuthMode<'jwt'> {
  const cookie = credentialCookie('stateside-jwt', deps.config.secure)
  const [secret] = deps.secrets
  const keys = deps.secrets.map(decryptionKey)

  const encrypted: Envelope = {
    kind: 'jwe',
    opens: ['Decrypt the token', 'A256GCM, with a key derived from AUTH_SECRET'],

    seal: (claims) =>
      encode({
        token: { ...claims },
        secret,
        // For next-auth's own readers, in s, and no longer than ours, which go by the claims in ms.
        maxAge: Math.floor((claims.expiresMs - claims.issuedMs) / 1000),
      }),

    open(token) {
      const rest = token.startsWith(HEADER) ? token.slice(HEADER.length) : ''
      const parts = COMPACT.test(rest) ? rest.split('.') : []
      if (parts.length === 0 || !parts.every(isCanonicalBase64url)) return Promise.resolve({ reason: 'malformed' })
      for (const key of keys) {
        const text = decrypt(parts, key)
        if (text !== null) return Promise.resolve(read(text))
      }
      return Promise.resolve({ reason: 'bad_signature' })
    },
  }
  return claimsMode('jwt', cookie, encrypted, {
    config: deps.config,
    lifeMs: deps.config.idleMs,
    users: deps.stores.users,
    keeps: {
      browser: `Cookie ${cookie.name}: every fact about the session, encrypted`,
      server: 'AUTH_SECRET: the one key that opens and makes every such cookie',
    },
  })
}

/** As next-auth derives it, anew at every `decode`; once is enough. */
function decryptionKey(secret: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32)))
}

/** By node:crypto itself, on this thread: jose goes through WebCrypto, which costs twice as much. Null when the key is another. */
function decrypt(parts: readonly string[], key: KeyObject): string | null {
  const [, iv = '', ciphertext = '', tag = ''] = parts
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
    decipher.setAAD(AUTHENTICATED).setAuthTag(Buffer.from(tag, 'base64url'))
    return decipher.update(ciphertext, 'base64url', 'utf8') + decipher.final('utf8')
  } catch {
    return null
  }
}

/** What it says, if next-auth would believe it, whose times are of the wall clock; ours are checked exactly, by the claims. */
function read(text: string): Opened {
  const now = Date.now()
  const { success, data } = Registered.safeParse(parsed(text))
  if (!success || (data.nbf ?? 0) > now / 1000 + TOLERANCE_S) return { reason: 'malformed' }
  return data.exp <= now / 1000 - TOLERANCE_S ? { reason: 'expired' } : { payload: data }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const words: OwnWords = {
  title: 'Encrypted JWT cookie',
  create: 'The server writes who you are and until when into a JWT, encrypts it, and hands it over in a cookie. It keeps nothing.',
  holds: { server: 'AUTH_SECRET, the same for everybody', browser: 'a cookie with the encrypted claims' },
  verify: 'The server decrypts it and believes what it says. It asks nobody, so it cannot learn that the session was ended.',
}
