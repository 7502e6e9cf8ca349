/**
 * A session in use is renewed once a tenth of its idle limit has passed, so that it lives at least nine tenths of the
 * limit after its last use, and most requests write nothing.
 */
export function isFresh(renewedAt: number, now: number, idleMs: number): boolean {
  return now - renewedAt < idleMs / 10
}

/** When a session used now ends unless it is used again; ms since epoch. Never later than the absolute limit. */
export function expiry(createdAt: number, now: number, limits: { readonly idleMs: number; readonly maxMs: number }): number {
  return Math.min(now + limits.idleMs, createdAt + limits.maxMs)
}
