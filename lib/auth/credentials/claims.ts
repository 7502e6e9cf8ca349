import { z } from 'zod'
import type { Identity, Session, SessionRecord } from '../contract'
import { IdentityFields, identityOf } from './identity'
import { newPublicId } from './opaque-id'

/** The person under JWT's name for them. */
const { id: sub, ...said } = IdentityFields.shape

/**
 * What a self-contained session credential says, whatever seals it. The names are JWT's (RFC 7519 section 4.1) where it
 * has one. Times are ours, in ms: libraries round to seconds, read the real clock and forgive skew, and a promise that
 * holds to the second cannot.
 */
const Claims = z.object({
  /** Refuses a credential of another purpose that the same secret protects. */
  use: z.literal('session'),
  iss: z.string(),
  aud: z.string(),
  sub,
  ...said,
  sid: z.string().min(1),
  createdMs: z.int(),
  issuedMs: z.int(),
  expiresMs: z.int(),
})
export type SessionClaims = Readonly<z.infer<typeof Claims>>

/** Claims for a new session, or for the one with this `sid` renewed. */
export function sessionClaims(
  user: Identity,
  issuer: string,
  times: { readonly createdMs: number; readonly issuedMs: number; readonly expiresMs: number },
  sid: string = newPublicId(),
): SessionClaims {
  const { id, ...fields } = identityOf(user)
  return { use: 'session', iss: issuer, aud: issuer, sub: id, ...fields, sid, ...times }
}

/** How far ahead of ours the clock of another server with our keys may be, in ms; ASVS 9.2.1. */
export const SKEW_MS = 15_000

/** Null unless every claim is there, of its type, meant for us, and not from the future. Whether it is over is not asked. */
export function readSessionClaims(payload: Readonly<Record<string, unknown>>, issuer: string, now: number): SessionClaims | null {
  if (payload['iss'] !== issuer || payload['aud'] !== issuer) return null
  const claims = Claims.safeParse(payload).data
  return claims && Math.max(claims.createdMs, claims.issuedMs) <= now + SKEW_MS ? claims : null
}

/** From when the times in the claims, or today's limits, no longer allow it; ms since epoch. */
export function endOf(
  { expiresMs, createdMs, issuedMs }: SessionClaims,
  { idleMs, maxMs }: { readonly idleMs: number; readonly maxMs: number },
): number {
  return Math.min(expiresMs, createdMs + maxMs, issuedMs + idleMs)
}

export function sessionOf(claims: SessionClaims): Session {
  return {
    id: claims.sid,
    user: identityOf({ ...claims, id: claims.sub }),
    createdAt: claims.createdMs,
    expiresAt: claims.expiresMs,
  }
}

/** All that a payload says, ours and the format's own, as the screens may show it: none of it is a secret to the person it is about. */
export function recordOf(payload: Readonly<Record<string, unknown>>): SessionRecord {
  const said = Object.entries(payload).filter(([, value]) => value !== undefined)
  return Object.fromEntries(said.map(([name, value]) => [name, isPlain(value) ? value : JSON.stringify(value)]))
}

function isPlain(value: unknown): value is SessionRecord[string] {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
