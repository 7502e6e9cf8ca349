import { z } from 'zod'
import type { SessionClaims } from './claims'
import type { RejectReason } from './contract'
import { newPublicId } from './opaque-id'
import { openToken, signToken } from './signed-token'
import type { SigningKeys } from './signing-keys'

/** The `client_id` of tokens for people: the pages of this application. Tokens for other servers have their own. */
const WEB_CLIENT = 'stateside-web'

/** How far ahead of ours the clock of another server that signs with our keys may be, in ms; ASVS 9.2.1. */
const SKEW_MS = 15_000

/** No check of a session asks the store for its key more often, in ms. See `SigningKeys.find`. */
const TRUST_MS = 1000

const seconds = z.int().nonnegative()

/** What RFC 9068 section 2.2 wants besides a session's own claims. Times in s, for verifiers other than ours. */
const Registered = z.looseObject({ client_id: z.literal(WEB_CLIENT), iat: seconds, exp: seconds, jti: z.string() })

/** A session's claims as a signed access token that anyone can read, and anyone with our public keys can verify. */
export async function signSession(claims: SessionClaims, endsAt: number, keys: SigningKeys): Promise<string> {
  const { issuedMs } = claims
  const registered = { client_id: WEB_CLIENT, iat: Math.floor(issuedMs / 1000), exp: Math.ceil(endsAt / 1000), jti: newPublicId() }
  return signToken({ ...claims, ...registered }, keys, issuedMs)
}

/** Hostile input is a reason, never a throw. The session's claims are for the caller to check. */
export async function openSession(
  token: string,
  keys: SigningKeys,
  now: number,
): Promise<{ payload: Readonly<Record<string, unknown>> } | { reason: RejectReason }> {
  const opened = await openToken(token, keys, now, TRUST_MS)
  if ('reason' in opened) return opened
  const parsed = Registered.safeParse(opened.payload)
  if (!parsed.success || parsed.data.iat * 1000 > now + SKEW_MS) return { reason: 'malformed' }
  return parsed.data.exp * 1000 <= now ? { reason: 'expired' } : { payload: parsed.data }
}
