import { z } from 'zod'
import { SKEW_MS, type SessionClaims } from './claims'
import { newPublicId } from './opaque-id'
import type { Opened } from './open-claims'
import { openToken, signToken } from './signed-token'
import type { SigningKeys } from '../keys/signing-keys'

/** The `client_id` of tokens for people: the pages of this application. Tokens for other servers have their own. */
const WEB_CLIENT = 'stateside-web'

/** No check of a session asks the store for its key more often, in ms. See `SigningKeys.find`. */
export const KEY_TRUST_MS = 1000

/** What a token is for. One key signs both, and neither is taken for the other; RFC 8725 section 3.11. */
export type TokenUse = 'bearer' | 'access'

const seconds = z.int().nonnegative()

/** What RFC 9068 section 2.2 wants besides a session's own claims. Times in s, for verifiers other than ours. */
const Registered = z.looseObject({
  client_id: z.literal(WEB_CLIENT),
  iat: seconds,
  nbf: seconds.optional(),
  exp: seconds,
  jti: z.string().min(1),
  token_use: z.enum(['bearer', 'access'] satisfies TokenUse[]).optional(),
  /** The end to the ms, for ours; `exp` is rounded down, so that nobody accepts it longer. */
  endsMs: z.int().optional(),
})

/** A session's claims as a signed access token that anyone can read, and anyone with our public keys can verify. */
export async function signSession(claims: SessionClaims, use: TokenUse, endsAt: number, keys: SigningKeys): Promise<string> {
  const { issuedMs } = claims
  const times = { iat: Math.floor(issuedMs / 1000), exp: Math.floor(endsAt / 1000), endsMs: endsAt }
  return signToken({ ...claims, client_id: WEB_CLIENT, token_use: use, ...times, jti: newPublicId() }, keys, issuedMs)
}

/** Hostile input is a reason, never a throw. The session's claims are for the caller to check. */
export async function openSession(
  token: string,
  use: TokenUse,
  keys: SigningKeys,
  now: number,
): Promise<Opened> {
  const opened = await openToken(token, keys, now, KEY_TRUST_MS)
  if ('reason' in opened) return opened
  const parsed = Registered.safeParse(opened.payload)
  if (!parsed.success || purposeOf(parsed.data) !== use) return { reason: 'malformed' }
  const { iat, nbf = iat, exp, endsMs = 0 } = parsed.data
  if (Math.max(iat, nbf) * 1000 > now + SKEW_MS) return { reason: 'malformed' }
  const endsAt = Math.floor(endsMs / 1000) === exp ? endsMs : exp * 1000
  if (endsAt <= now) return { reason: 'expired' }
  return { payload: parsed.data, until: endsAt, keyCounts: async (later) => (await keys.find(opened.kid, later, KEY_TRUST_MS)) !== null }
}

/**
 * A token from before they said it is known by its times, so that an update signs nobody out: nothing renews a bearer
 * token, and it lasts as long as its session; an access token ends sooner or has been renewed. The last of them is over
 * BEARER_TTL_SECONDS after the update.
 */
function purposeOf({ token_use, exp, createdMs, issuedMs, expiresMs }: z.infer<typeof Registered>): TokenUse {
  if (token_use) return token_use
  return createdMs === issuedMs && exp === Math.ceil(Number(expiresMs) / 1000) ? 'bearer' : 'access'
}
