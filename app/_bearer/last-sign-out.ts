import type { RevocationBody } from '@/lib/http/bodies'

/** What this tab knows of the last sign-out that it asked for. */
export interface LastSignOut {
  /** The server's answer. */
  readonly promise: RevocationBody
  /** Of the token that localStorage held until then. */
  readonly tokenBytes: number
}

let last: LastSignOut | null = null

export function noteSignOut(done: LastSignOut): void {
  last = done
}

/** Null where the page was loaded anew since. */
export function lastSignOut(): LastSignOut | null {
  return last
}
