/**
 * What Stateside asks of a store. Async throughout, so that a driver may live across a network.
 * Times are ms since epoch. Any method rejects with `StoreUnavailable` when the store does not answer.
 */
import type { Cause, EndReason, ListedSession, Page, PageQuery, Role, SessionQuery } from '@/lib/auth/contract'

/** The store did not answer or cannot be used. Says nothing about anybody's session. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** By name: Next makes modules once per server entry, so the class that was thrown need not be the class one knows. */
export function isStoreUnavailable(error: unknown): error is StoreUnavailable {
  return error instanceof Error && error.name === 'StoreUnavailable'
}

export interface StoredUser {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly disabled: boolean
  readonly createdAt: number
}

export interface StoredSession {
  /** Public id. The credential itself is never stored; see `tokenHash`. */
  readonly id: string
  readonly userId: string
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly expiresAt: number
  readonly ip: string | null
  readonly userAgent: string | null
}

/** Who ended a session, why, and when; ms since epoch. */
export interface Ending extends Cause {
  readonly at: number
}

/** How long a session that was ended is still listed, in ms. */
export const KEEP_ENDED_MS = 86_400_000

/**
 * `tokenHash` is always SHA-256 of the credential, base64url: what a thief reads here signs nobody in. A session has one
 * live credential at any time. One that was ended is found by nothing but `findEnded`, `get`, `list` and `ending`.
 */
export interface SessionStore {
  create(session: StoredSession, tokenHash: string): Promise<void>
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
  /** False when that person has no such session. */
  end(userId: string, id: string, ending: Ending): Promise<boolean>
  /** The ids of those that ended. */
  endAll(userId: string, ending: Ending, exceptId?: string): Promise<readonly string[]>
  /** The session with this public id, living or ended; null when it is not known. */
  get(id: string): Promise<ListedSession | null>
  /** One indexed read. A session that was ended is listed for `KEEP_ENDED_MS`. */
  list(query: SessionQuery): Promise<Page<ListedSession>>
  /** How many of a person's live at `now`, counted no further than `most`. */
  count(userId: string, now: number, most: number): Promise<number>
  /** How a session ended; null while it lives or when it is not known. */
  ending(id: string): Promise<Ending | null>
}

/** An entry of the revocation list, for modes whose credentials the store does not know. */
export interface Revoked {
  /**
   * `session:` and a person's and its id: it was ended at `at`. `user:` and their id: so was every session of theirs that began then or
   * earlier, but for `exceptId`. `role:` and a person's id: since `at` they have had `role`.
   */
  readonly subject: string
  readonly at: number
  readonly by: string | null
  readonly why: EndReason | null
  readonly exceptId: string | null
  readonly role: Role | null
  /** When the last credential that this concerns is over anyway; ms since epoch. */
  readonly expiresAt: number
}

export interface RevocationStore {
  /** One indexed read of those that there are. */
  find(subjects: readonly [string, string, string]): Promise<readonly Revoked[]>
  /** In place of an earlier one on the same subject: false when there was one. Forgets, at the same time, what has expired by `at`. */
  add(entry: Revoked): Promise<boolean>
}

export interface UserStore {
  /** False when the e-mail address is taken. The address must already be trimmed and in lower case. */
  create(user: StoredUser, passwordHash: string | null): Promise<boolean>
  findById(id: string): Promise<StoredUser | null>
  /** `passwordHash` is null for a person without a password. */
  findByEmail(email: string): Promise<{ user: StoredUser; passwordHash: string | null } | null>
  /** Newest first. */
  list(query: UserQuery): Promise<Page<StoredUser>>
  /** Null for nobody, and for a person without a password. */
  findPassword(id: string): Promise<string | null>
  /** Takes a role or enables as it is told, without asking who is left: see `setAuthority`. Null when there is no such person. */
  update(id: string, change: Partial<Pick<StoredUser, 'name' | 'role' | 'disabled'>>): Promise<StoredUser | null>
  /** Null when there is no such person. The address must already be trimmed and in lower case. */
  changeEmail(id: string, email: string): Promise<StoredUser | 'email_taken' | null>
  /** One conditional write: false, and nothing changes, when the hash is not `before` any more. */
  changePassword(id: string, before: string, after: string): Promise<boolean>
  /**
   * Changes what a person may do. One transaction decides: nothing changes when no enabled admin would be left. Null when
   * there is no such person.
   */
  setAuthority(id: string, change: Authority): Promise<{ before: StoredUser; after: StoredUser } | 'last_admin' | null>
  /** With their sessions; the ids of those that lived. Decided as `setAuthority`. */
  delete(id: string, now: number): Promise<readonly string[] | 'last_admin' | null>
}

export interface UserQuery extends PageQuery {
  /** Stands somewhere in the id, the e-mail address or the name, in any case. */
  readonly search?: string
}

export interface Authority {
  readonly role?: Role
  readonly disabled?: boolean
}

export const EVENT_TYPES = [
  'sign_up',
  'sign_in',
  'sign_in_failed',
  'sign_out',
  'session_revoked',
  'password_changed',
  'role_changed',
  'account_disabled',
  'account_enabled',
  'account_deleted',
  'refresh_replayed',
  'signing_key_rotated',
  'client_created',
  'client_deleted',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

export interface StoredEvent {
  readonly id: string
  readonly at: number
  readonly type: EventType
  readonly userId: string | null
  readonly actorId: string | null
  readonly sessionId: string | null
  readonly ip: string | null
  readonly userAgent: string | null
  /** One line of plain text, never a credential. */
  readonly detail: string | null
}

export interface EventStore {
  record(event: StoredEvent): Promise<void>
  /** Newest first. One indexed read. */
  list(query: EventQuery): Promise<Page<StoredEvent>>
}

export interface EventQuery extends PageQuery {
  readonly type?: EventType
  readonly userId?: string
}

/** Until when, in ms since epoch, things are kept: what is over at that moment or was earlier is deleted. */
export interface PurgeLimits {
  /** Sessions that expired. */
  readonly expired: number
  /** Sessions that were ended. */
  readonly ended: number
  readonly events: number
  readonly attempts: number
  /** Revocations, revoked tokens, and the spent tokens of sessions that are over: no check needs them after their own end. */
  readonly now: number
}

/** One of `limit` places under `key`. */
export interface AttemptPlace {
  readonly key: string
  readonly limit: number
}

/** How many places are kept at most; the oldest go first. A bound on what strangers can make a store keep. */
export const MOST_ATTEMPTS = 100_000

/** Counts tries under keys within a sliding window: places older than `windowMs` are free again. */
export interface AttemptStore {
  /** How long until there is a place under each of the keys, in ms: 0 when there is one now. Writes nothing. */
  wait(places: readonly AttemptPlace[], windowMs: number, now: number): Promise<number>
  /**
   * Takes one place under each of the keys, or none where one has none left; answers as `wait`. It comes before the try, so that
   * tries at the same instant cannot pass together.
   */
  take(places: readonly AttemptPlace[], windowMs: number, now: number): Promise<number>
  /** Frees one place under the key that was taken at `at`. */
  giveBack(key: string, at: number): Promise<void>
  /** Frees every place under the key. */
  clear(key: string): Promise<void>
}

export interface StoredSigningKey {
  readonly kid: string
  /** A JWK, as JSON. */
  readonly publicKey: string
  /** The private JWK, encrypted; never in the clear. */
  readonly sealedKey: string
  readonly createdAt: number
  /** Since when it signs nothing new; null for the one that signs. */
  readonly retiredAt: number | null
}

export interface SigningKeyStore {
  /** Newest first. */
  list(): Promise<readonly StoredSigningKey[]>
  find(kid: string): Promise<StoredSigningKey | null>
  /** The key that signs. */
  active(): Promise<StoredSigningKey | null>
  /**
   * Makes `key` the one that signs, in place of `before` (null: of none), which is retired. One transaction decides: false,
   * and nothing changes, when another key signs by now.
   */
  replace(before: string | null, key: StoredSigningKey): Promise<boolean>
  /** Replaces the encrypted form, unless somebody else did. */
  reseal(kid: string, before: string, after: string): Promise<void>
  /** Deletes what was retired at that moment or earlier; which. */
  purge(retiredAt: number): Promise<readonly string[]>
}

export interface StoredClient {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: number
}

/** Other servers that may ask for tokens. `secretHash` is SHA-256 of the secret, base64url. */
export interface ClientStore {
  create(client: StoredClient, secretHash: string): Promise<void>
  find(id: string): Promise<{ client: StoredClient; secretHash: string } | null>
  /** Oldest first. */
  list(): Promise<readonly StoredClient[]>
  /** False when there is none. */
  delete(id: string): Promise<boolean>
}

/** Tokens that are refused before they expire, by their ids. */
export interface RevokedTokenStore {
  /** Forgets, at the same time, those that have expired by `now`. */
  add(jti: string, expiresAt: number, now: number): Promise<void>
  has(jti: string): Promise<boolean>
}

export interface StoredReport {
  readonly id: string
  readonly title: string
  readonly createdAt: number
  readonly clientId: string
}

export interface ReportStore {
  create(report: StoredReport): Promise<void>
  /** Newest first. */
  recent(limit: number): Promise<readonly StoredReport[]>
}

export interface Stores {
  /** The driver's name, shown beside the mode's. */
  readonly name: string
  readonly sessions: SessionStore
  readonly revocations: RevocationStore
  readonly users: UserStore
  readonly events: EventStore
  readonly attempts: AttemptStore
  readonly signingKeys: SigningKeyStore
  readonly clients: ClientStore
  readonly revokedTokens: RevokedTokenStore
  readonly reports: ReportStore
  /** Deletes at most `most` rows in one short write; how many. Call it again until that is none. */
  purge(limits: PurgeLimits, most: number): Promise<number>
  /** Resolves when the store answers. */
  ping(): Promise<void>
}
