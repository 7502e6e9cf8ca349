import { isIP } from 'node:net'
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

/** Whoever has one IPv6 address has the 2^64 beside it, so they count as one. */
export function networkOf(ip: string | null): string {
  if (ip === null || isIP(ip) !== 6) return ip ?? 'unknown'
  const [head = '', tail = ''] = ip.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === '' ? [] : tail.split(':')
  const groups = ip.includes('::') ? [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back] : front
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16)).join(':')}::/64`
}
