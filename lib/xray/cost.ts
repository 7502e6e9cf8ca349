import type { AuthMode, AuthRequest, Verdict } from '@/lib/auth/contract'
import type { WatchedRequest } from './deed'
import { silent } from './trace'

/** What one check takes. */
export interface CheckCost {
  /** Microseconds; half of the checks took less. */
  readonly p50: number
  /** How many checks were made for it. */
  readonly n: number
}

/** A page that shows it waits for all of them: at 10 µs each, no longer than for a fifth of a millisecond. */
const CHECKS = 21

/**
 * What it costs to check this very credential, checked again and again. What elapsed in the request itself says little of that:
 * while a check waits, the process goes on with whatever else it has to do. Null for what was refused: whoever sends what is
 * costly to refuse shall not have it refused so often.
 * @throws {StoreUnavailable}
 */
export async function checkCost(mode: Pick<AuthMode, 'verify'>, req: AuthRequest, verdict: Verdict): Promise<CheckCost | null> {
  if (!verdict.ok) return null
  const again: WatchedRequest = { ...req, trace: silent, seen: undefined }
  const took: number[] = []
  while (took.length < CHECKS) {
    const start = performance.now()
    await mode.verify(again)
    took.push((performance.now() - start) * 1000)
  }
  took.sort((a, b) => a - b)
  return { p50: Math.round((took[Math.floor(CHECKS / 2)] ?? NaN) * 10) / 10, n: CHECKS }
}
