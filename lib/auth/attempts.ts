import type { AttemptStore } from '@/db/stores/contract'
import { Problem } from '@/lib/problem'
import type { AuthRequest } from './contract'

/** How long a failed try counts, in ms. */
export const ATTEMPT_WINDOW_MS = 15 * 60_000

/** Takes a place for one try at a password. @throws {Problem} rate_limited */
export async function takeAttempt(attempts: AttemptStore, key: string, limit: number, req: AuthRequest): Promise<void> {
  const place = await attempts.take(key, limit, ATTEMPT_WINDOW_MS, req.now)
  if (place.ok) return
  throw new Problem('rate_limited', undefined, {
    headers: { 'retry-after': String(Math.ceil(place.retryAfterMs / 1000)) },
  })
}
