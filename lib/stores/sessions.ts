import type { Actor, ListedSession, Page, SessionQuery } from '@/lib/auth/contract'
import type { Ending } from './ending'
import type { StoredUser } from './users'

/** A session, living or over, by its public id. The credential itself is never stored; see `tokenHash`. */
export type StoredSession = Omit<ListedSession, 'ended'>

/** How long a session that was ended is still listed, in ms. */
export const KEEP_ENDED_MS = 86_400_000

/**
 * `tokenHash` is always SHA-256 of the credential, base64url: what a thief reads here signs nobody in. A session has one
 * live credential at any time. One that was ended, or does not count any more, is found by nothing but `findEnded`, `get`, `list`
 * and `ending`.
 */
export interface SessionStore {
  /**
   * One transaction decides: null, and there is no session, unless the person is there, enabled, and in the session's epoch. Where
   * more than `most` of theirs, of the session's mode, would live then, the oldest end; their ids.
   */
  create(session: StoredSession, tokenHash: string, most?: number): Promise<readonly string[] | null>
  /** One indexed read: the session and its person as they are now. */
  find(tokenHash: string): Promise<{ session: StoredSession; user: StoredUser } | null>
  /** The session that a credential was of, if it was ended and is still remembered. */
  findEnded(tokenHash: string): Promise<StoredSession | null>
  /** False when the session is gone. */
  extend(id: string, times: { lastSeenAt: number; expiresAt: number }): Promise<boolean>
  /**
   * Makes `tokenHash` the live credential in place of `before`, which is remembered as spent, with `salt`. One conditional
   * write decides: false, and nothing changes, when `before` is not the live credential of any session.
   */
  rotate(before: string, next: { tokenHash: string; salt: string; lastSeenAt: number; expiresAt: number }): Promise<boolean>
  /**
   * The living session that a spent credential was of. `salt` is null unless the credential that replaced it is the live
   * one now. `spentAt` is the `lastSeenAt` of its rotation.
   */
  findSpent(tokenHash: string): Promise<{ session: StoredSession; user: StoredUser; spentAt: number; salt: string | null } | null>
  /** The session with this public id, living or ended; null when it is not known. */
  get(id: string): Promise<ListedSession | null>
  /** One indexed read. A session that was ended is listed for `KEEP_ENDED_MS`. */
  list(query: SessionQuery): Promise<Page<ListedSession>>
  /** How many of a person's live at `now`, counted no further than `most`; with `mode`, those that it began. */
  count(userId: string, now: number, most: number, mode?: string): Promise<number>
  /** False when that person has no such session. @throws {SessionOver} of the actor, and nothing has ended */
  end(userId: string, id: string, ending: Ending, actor?: Actor): Promise<boolean>
  /** Those of a person that began before `epoch`, but for `exceptId`; the ids of those that ended. */
  endBefore(userId: string, epoch: number, ending: Ending, exceptId?: string): Promise<readonly string[]>
  /** How a session ended; null while it lives or when it is not known. */
  ending(id: string): Promise<Ending | null>
}
