import type { Stores } from '@/lib/stores/stores'
import { Problem } from '@/lib/problem'
import { networkOf } from './address'
import type { AuthRequest } from '../auth/contract'
import type { PasswordQueue } from './password-queue'

/** How long a try counts, in ms. */
export const ATTEMPT_WINDOW_MS = 15 * 60_000

/** How passwords are checked, and how much of that there may be: as SIGN_IN_ATTEMPTS and ADDRESS_ATTEMPTS say, and at once. */
export interface Passwords {
  readonly signInAttempts: number
  readonly addressAttempts: number
  readonly queue: PasswordQueue
  /** Whether `stored` was made of this password; as slow without an account (`stored` null) as with a wrong one. */
  readonly verify: (stored: string | null, password: string) => Promise<boolean>
}

/**
 * Does work with a password: within the limits of its address and of `key`, and when its turn comes. Nothing is written for
 * whoever is refused, so that asking on costs little. Of work that is not begun because its client has left the address's
 * place stays taken, or hanging up would be a way to ask without end; the key's is given back, as nothing was tried.
 * @throws {Problem} rate_limited, busy
 */
export async function withPassword<T>(deps: { readonly stores: Pick<Stores, 'attempts'>; readonly passwords: Passwords }, req: AuthRequest, key: string | null, work: () => Promise<T>): Promise<T> {
  const { stores: { attempts }, passwords: { signInAttempts, addressAttempts, queue } } = deps
  const ofAddress = { key: `address ${networkOf(req.device.ip)}`, limit: addressAttempts }
  const places = key === null ? [ofAddress] : [ofAddress, { key, limit: signInAttempts }]
  refuseBefore(await attempts.wait(places, ATTEMPT_WINDOW_MS, req.now))
  const turn = queue.enter(() => req.gone())
  try {
    refuseBefore(await attempts.take(places, ATTEMPT_WINDOW_MS, req.now))
    if (await turn.comes) return await work()
    if (key !== null) await attempts.giveBack(key, req.now)
    throw new Problem('busy', 'The client left before its turn came.')
  } finally {
    turn.over()
  }
}

/** @throws {Problem} rate_limited, unless it is 0 ms */
function refuseBefore(waitMs: number): void {
  if (waitMs === 0) return
  throw new Problem('rate_limited', undefined, { headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) } })
}
