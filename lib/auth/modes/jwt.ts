import { hkdfSync } from 'node:crypto'
import { jwtDecrypt } from 'jose'
import { encode } from 'next-auth/jwt'
import { z } from 'zod'
import type { Stores } from '@/lib/stores/stores'
import { isCanonicalBase64url } from '../credentials/base64url'
import type { AuthMode, ModeConfig, RejectReason } from '../contract'
import { credentialCookie } from '../credentials/cookies'
import { claimsMode, type Envelope } from './claims'
import type { OwnWords } from './words'

/**
 * The only protected header next-auth writes: {"alg":"dir","enc":"A256GCM"}. Compared as text before anything is
 * decoded, so that no algorithm is ever taken from a token; RFC 8725 section 3.1.
 */
const HEADER = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.'

/** Compact JWE: header, an empty key (alg "dir"), a 96-bit nonce, ciphertext, a 128-bit tag; RFC 7516 section 3.1. */
const COMPACT = /^\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/

/** What next-auth writes beside our claims, in s; RFC 7519 section 4.1. */
const Registered = z.looseObject({ iat: z.int(), exp: z.int(), jti: z.string().min(1) })

/** As next-auth forgives other clocks, in s. Our own claims are exact. */
const TOLERANCE_S = 15

/** What decoding says of a token that one of our secrets opened. */
const REASONS: Readonly<Record<string, RejectReason>> = { ERR_JWT_EXPIRED: 'expired', ERR_JWT_CLAIM_VALIDATION_FAILED: 'malformed' }

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
  const keys = Promise.all(deps.secrets.map(decryptionKey))

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

    async open(token) {
      const rest = token.startsWith(HEADER) ? token.slice(HEADER.length) : ''
      if (!COMPACT.test(rest) || !rest.split('.').every(isCanonicalBase64url)) return { reason: 'malformed' }
      let reason: RejectReason = 'bad_signature'
      for (const key of await keys) {
        try {
          const { payload } = await jwtDecrypt(token, key, { clockTolerance: TOLERANCE_S, keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] })
          return Registered.safeParse(payload).success ? { payload } : { reason: 'malformed' }
        } catch (error) {
          reason = REASONS[(error as { code?: string }).code ?? ''] ?? reason
        }
      }
      return { reason }
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
function decryptionKey(secret: string): Promise<CryptoKey> {
  const bytes = hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32)
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt'])
}

export const words: OwnWords = {
  title: 'Encrypted JWT cookie',
  create: 'The server writes who you are and until when into a JWT, encrypts it, and hands it over in a cookie. It keeps nothing.',
  holds: { server: 'AUTH_SECRET, the same for everybody', browser: 'a cookie with the encrypted claims' },
  verify: 'The server decrypts it and believes what it says. Nobody is asked, so nobody can say that it was ended.',
}
