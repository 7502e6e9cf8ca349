import type { AuthMode, AuthRequest, Verdict } from '@/lib/auth/contract'
import type { WatchedRequest } from './deed'
import { silent } from './trace'

/** What one check takes. */
export interface CheckCost {
  /** Microseconds; half of the checks took less. */
  readonly p50: number
  /** How many checks were made for it. */
  readonly n: number
  /** How often each of them asked the store. */
  readonly reads: number
}

/** A page that shows it waits for all of them: at 10 µs each, no longer than for a fifth of a millisecond. */
const CHECKS = 21

/**
 * How long each of `count` checks took, one after the other, in microseconds and in order of size. What this application says a
 * check costs, wherever it says so, is `quantile` of this.
 */
export async function timeChecks(check: () => Promise<unknown>, count: number): Promise<readonly number[]> {
  const took: number[] = []
  while (took.length < count) {
    const start = performance.now()
    await check()
    took.push((performance.now() - start) * 1000)
  }
  return took.sort((a, b) => a - b)
}

/** The value that `share` of them, from 0 to 1, stay below; NaN of none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN
}

/**
 * What it costs to check this very credential, checked again and again. What elapsed in the request itself says little of that:
 * while a check waits, the process goes on with whatever else it has to do. Null for what was refused: whoever sends what is
 * costly to refuse shall not have it refused so often.
 * @throws {StoreUnavailable}
 */
export async function checkCost(mode: Pick<AuthMode, 'verify'>, req: AuthRequest, verdict: Verdict): Promise<CheckCost | null> {
  if (!verdict.ok) return null
  const again: WatchedRequest = { ...req, trace: silent, seen: undefined }
  const took = await timeChecks(() => mode.verify(again), CHECKS)
  return { p50: Math.round(quantile(took, 0.5) * 10) / 10, n: CHECKS, reads: await readsOf(mode, again) }
}

/** How often one more check asks the store, by its own account. */
async function readsOf(mode: Pick<AuthMode, 'verify'>, req: AuthRequest): Promise<number> {
  let reads = 0
  await mode.verify({ ...req, trace: { step: (at) => void (reads += at === 'store' ? 1 : 0) } })
  return reads
}
