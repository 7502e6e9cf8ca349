import type { Actor } from '@/lib/auth/contract'
import type { Ending } from './ending'
import type { StoredUser } from './users'

/** A session on the revocation list, for modes whose credentials the store does not know. */
export interface Revoked extends Ending {
  readonly userId: string
  readonly sessionId: string
  /** When its last credential is over anyway; ms since epoch. */
  readonly expiresAt: number
}

/** What a store knows that ends a session, or changes who somebody is, without knowing the session. */
export interface Standing {
  /** How the session ended, if it is on the list. */
  readonly ended: Ending | null
  /** The person as they are now, and how their epoch began; null when there is nobody. */
  readonly person: { readonly user: StoredUser; readonly epochBegan: Ending | null } | null
}

export interface RevocationStore {
  /** One read. A session is looked up with its person, so that nobody can put a stranger's on the list. */
  find(userId: string, sessionId: string): Promise<Standing>
  /** False when it was there already; the first entry stays. @throws {SessionOver} of the actor, and nothing has ended */
  add(entry: Revoked, actor?: Actor): Promise<boolean>
  /** The same of several in one write, by nobody. */
  addAll(entries: readonly Revoked[]): Promise<void>
}
