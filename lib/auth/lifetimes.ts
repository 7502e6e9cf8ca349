/** When a session used now ends unless it is used again; ms since epoch. Never later than the absolute limit. */
export function expiry(createdAt: number, now: number, limits: { readonly idleMs: number; readonly maxMs: number }): number {
  return Math.min(now + limits.idleMs, createdAt + limits.maxMs)
}
