import { z } from 'zod'
import type { ClientStore } from '@/lib/stores/clients'
import type { RevokedTokenStore } from '@/lib/stores/revoked-tokens'
import type { RejectReason } from '../auth/contract'
import { newPublicId } from '@/lib/auth/credentials/opaque-id'
import { openToken, signToken } from '@/lib/auth/credentials/signed-token'
import type { SigningKeys } from '@/lib/auth/keys/signing-keys'

/** Everything that a client can be allowed to do. */
export const SCOPES = ['reports:read', 'reports:write'] as const
export type Scope = (typeof SCOPES)[number]

/** How long a service token lives, in s: so long an offline verifier accepts one that was revoked. */
export const SERVICE_TOKEN_SECONDS = 300

/** The `exp` of a token that is issued now. Rounded down, so that nobody accepts it longer. */
const expiryAt = (now: number) => Math.floor(now / 1000) + SERVICE_TOKEN_SECONDS

/** How many whole s it is good for at least. */
export const secondsGranted = (now: number) => Math.floor(expiryAt(now) - now / 1000)

/** The one resource that takes these tokens; the `aud` of each. */
export const RESOURCE_PATH = '/api/reports'

const seconds = z.int().nonnegative()
const text = z.string().min(1)

/** RFC 9068 section 2.2. Strict: a token for a person says more, and is refused for it. */
export const Claims = z.strictObject({
  iss: text,
  aud: text,
  sub: text,
  client_id: text,
  scope: text,
  iat: seconds,
  exp: seconds,
  jti: text,
})
export type ServiceClaims = z.infer<typeof Claims>

export type ServiceVerdict =
  | { readonly ok: true; readonly claims: ServiceClaims }
  | { readonly ok: false; readonly reason: Exclude<RejectReason, 'replayed'> }

/** Signed tokens by which one server calls another. They are nobody's session. */
export interface ServiceTokens {
  issue(clientId: string, scopes: readonly string[], now: number): Promise<string>
  /** What the token itself says, as a verifier without our store could. Hostile input is a reason, never a throw. */
  verify(token: string, now: number): Promise<ServiceVerdict>
  /** The same, and what the store says: a revoked token, or one of a deleted client, is refused. */
  check(token: string, now: number): Promise<ServiceVerdict>
  revoke(claims: ServiceClaims, now: number): Promise<void>
}

export function serviceTokens(deps: {
  readonly issuer: string
  readonly keys: SigningKeys
  readonly clients: Pick<ClientStore, 'find'>
  readonly revokedTokens: RevokedTokenStore
}): ServiceTokens {
  const { issuer, keys, clients, revokedTokens } = deps
  const audience = issuer + RESOURCE_PATH
  const refuse = (reason: Exclude<RejectReason, 'replayed'>) => ({ ok: false, reason }) as const

  async function verify(token: string, now: number): Promise<ServiceVerdict> {
    const opened = await openToken(token, keys, now)
    if ('reason' in opened) return refuse(opened.reason)
    const parsed = Claims.safeParse(opened.payload)
    if (!parsed.success) return refuse('malformed')
    const claims = parsed.data
    if (claims.iss !== issuer || claims.aud !== audience || claims.sub !== claims.client_id) return refuse('malformed')
    // Our own clock wrote both times, so there is no skew to forgive.
    if (claims.iat * 1000 > now) return refuse('malformed')
    if (claims.exp * 1000 <= now) return refuse('expired')
    return { ok: true, claims }
  }

  return {
    verify,

    async issue(clientId, scopes, now) {
      const claims: ServiceClaims = {
        iss: issuer,
        aud: audience,
        sub: clientId,
        client_id: clientId,
        scope: scopes.join(' '),
        iat: Math.floor(now / 1000),
        exp: expiryAt(now),
        jti: newPublicId(),
      }
      return signToken(claims, keys, now)
    },

    async check(token, now) {
      const verdict = await verify(token, now)
      if (!verdict.ok) return verdict
      const { client_id, jti } = verdict.claims
      return (await clients.find(client_id)) && !(await revokedTokens.has(jti)) ? verdict : refuse('revoked')
    },

    revoke: ({ jti, exp }) => revokedTokens.add(jti, exp * 1000),
  }
}
