import type { Cause } from '@/lib/auth/contract'

/** Who ended a session, why, and when; ms since epoch. */
export interface Ending extends Cause {
  readonly at: number
}
