import type { Identity, Session, SessionRecord } from './contract'
import { newPublicId } from './opaque-id'

/**
 * What a self-contained session credential says, whatever seals it. The names are JWT's (RFC 7519 section 4.1) where it
 * has one. Times are ours, in ms: libraries round to seconds, read the real clock and forgive skew, and a promise that
 * holds to the second cannot.
 */
export interface SessionClaims {
  /** Refuses a credential of another purpose that the same secret protects. */
  readonly use: 'session'
  readonly iss: string
  readonly aud: string
  readonly sub: string
  readonly email: string
  readonly name: string
  readonly role: Identity['role']
  readonly sid: string
  readonly createdMs: number
  readonly issuedMs: number
  readonly expiresMs: number
}

/** Claims for a new session, or for `earlier` renewed. */
export function sessionClaims(
  user: Identity,
  issuer: string,
  times: { readonly createdMs: number; readonly issuedMs: number; readonly expiresMs: number },
  sid: string = newPublicId(),
): SessionClaims {
  return {
    use: 'session',
    iss: issuer,
    aud: issuer,
    sub: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    sid,
    ...times,
  }
}

/** How far ahead of ours the clock of another server with our keys may be, in ms; ASVS 9.2.1. */
export const SKEW_MS = 15_000

/** Null unless every claim is there, of its type, meant for us, and not from the future. Whether it is over is not asked. */
export function readSessionClaims(payload: Readonly<Record<string, unknown>>, issuer: string, now: number): SessionClaims | null {
  const { use, iss, aud, sub, email, name, role, sid, createdMs, issuedMs, expiresMs } = payload
  if (use !== 'session' || iss !== issuer || aud !== issuer) return null
  if (typeof sub !== 'string' || typeof email !== 'string' || typeof name !== 'string' || typeof sid !== 'string') return null
  if (sub === '' || sid === '') return null
  if (role !== 'user' && role !== 'admin') return null
  if (!Number.isSafeInteger(createdMs) || !Number.isSafeInteger(issuedMs) || !Number.isSafeInteger(expiresMs)) return null
  if (Math.max(Number(createdMs), Number(issuedMs)) > now + SKEW_MS) return null
  return payload as unknown as SessionClaims
}

/** Whether the times in the claims, and today's limits, still allow it. */
export function isCurrent(
  claims: SessionClaims,
  now: number,
  limits: { readonly idleMs: number; readonly maxMs: number },
): boolean {
  return now < claims.expiresMs && now < claims.createdMs + limits.maxMs && now < claims.issuedMs + limits.idleMs
}

export function sessionOf(claims: SessionClaims): Session {
  return {
    id: claims.sid,
    user: { id: claims.sub, email: claims.email, name: claims.name, role: claims.role },
    createdAt: claims.createdMs,
    expiresAt: claims.expiresMs,
  }
}

/** The claims as the screens may show them: all of them, for none is a secret to the person they are about. */
export function recordOf(claims: SessionClaims): SessionRecord {
  return {
    sub: claims.sub,
    email: claims.email,
    name: claims.name,
    role: claims.role,
    sid: claims.sid,
    iss: claims.iss,
    aud: claims.aud,
    use: claims.use,
    createdMs: claims.createdMs,
    issuedMs: claims.issuedMs,
    expiresMs: claims.expiresMs,
  }
}
