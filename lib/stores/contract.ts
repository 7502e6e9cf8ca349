/**
 * What Stateside asks of a store. Async throughout, so that a driver may live across a network.
 * Times are ms since epoch. Any method rejects with `StoreUnavailable` when the store does not answer.
 */
import type { Actor, Cause, Identity, ListedSession, Page, PageQuery, Role, SessionQuery } from '@/lib/auth/contract'

/** The store did not answer or cannot be used. Says nothing about anybody's session. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** By name: Next makes modules once per server entry, so the class that was thrown need not be the class one knows. */
export function isStoreUnavailable(error: unknown): error is StoreUnavailable {
  return error instanceof Error && error.name === 'StoreUnavailable'
}

/** Who asked for a change, or was to be signed in, is over, or no administrator, by the time of the write. Nothing was written. */
export class SessionOver extends Error {
  override readonly name = 'SessionOver'

  constructor(readonly why: 'over' | 'no_admin' = 'over') {
    super(why)
  }
}

/** By name, as `isStoreUnavailable`. */
export function isSessionOver(error: unknown): error is SessionOver {
  return error instanceof Error && error.name === 'SessionOver'
}

export interface StoredUser extends Identity {
  readonly disabled: boolean
  readonly createdAt: number
  /** The id of the one session that goes on though it began in an earlier epoch. */
  readonly spared: string | null
}

/** Whether a session counts, as far as its person is concerned. */
export function counts(person: Pick<StoredUser, 'disabled' | 'epoch' | 'spared'>, session: { readonly id: string; readonly epoch: number }): boolean {
  return !person.disabled && (session.epoch >= person.epoch || session.id === person.spared)
}

export interface StoredSession {
  /** Public id. The credential itself is never stored; see `tokenHash`. */
  readonly id: string
  readonly userId: string
  /** The person's, when it began. */
  readonly epoch: number
  /** The name of the mode that began it; null of rows from before they said so, which count for any. */
  readonly mode: string | null
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

/** Somebody whom the seed made, for as long as they have the address and the password that everybody knows. */
export interface DemoPerson {
  readonly user: StoredUser
  /** What the seed made them, whatever they are now. */
  readonly made: Role
}

export interface UserStore {
  /** False when the e-mail address is taken. The address must already be trimmed and in lower case. */
  create(user: StoredUser, passwordHash: string | null): Promise<boolean>
  /** As `create`, of somebody who is a demo person until they get another address or password. */
  createDemo(user: StoredUser, passwordHash: string): Promise<boolean>
  demoPeople(): Promise<readonly DemoPerson[]>
  /**
   * Makes a demo person an admin, or a user again. One transaction decides, by `mayFlip`, whether they may, and that an enabled
   * admin is left. Null when there is no such person. @throws {SessionOver} of the actor, and nothing has changed
   */
  flipDemoRole(
    id: string,
    anyway: boolean,
    actor?: Actor,
  ): Promise<{ before: StoredUser; after: StoredUser } | 'not_allowed' | 'last_admin' | null>
  findById(id: string): Promise<StoredUser | null>
  /** `passwordHash` is null for a person without a password. */
  findByEmail(email: string): Promise<{ user: StoredUser; passwordHash: string | null } | null>
  /** Newest first. */
  list(query: UserQuery): Promise<Page<StoredUser>>
  /** Null for nobody, and for a person without a password. */
  findPassword(id: string): Promise<string | null>
  /** Null when there is no such person. @throws {SessionOver} of the actor */
  rename(id: string, name: string, actor?: Actor): Promise<StoredUser | null>
  /**
   * Ends every session of a person, but for the actor's own when it is to be spared: the next epoch begins. Null when there is no
   * such person. @throws {SessionOver} of the actor, and nothing has ended
   */
  beginEpoch(id: string, ending: Ending, actor?: Actor, spare?: string): Promise<StoredUser | null>
  /**
   * And the next epoch begins. Null when there is no such person. The address must already be trimmed and in lower case.
   * @throws {SessionOver} of the actor, and nothing has changed
   */
  changeEmail(id: string, email: string, ending: Ending, actor?: Actor): Promise<StoredUser | 'email_taken' | null>
  /**
   * And the next epoch begins. One transaction decides: null, and nothing changes, when the hash is not `before` any more.
   * @throws {SessionOver} of the actor, and nothing has changed
   */
  changePassword(id: string, before: string, after: string, ending: Ending, actor?: Actor): Promise<StoredUser | null>
  /**
   * Changes what a person may do; disabling begins the next epoch. One transaction decides: nothing changes when no enabled admin
   * would be left. Null when there is no such person. @throws {SessionOver} of the actor, and nothing has changed
   */
  setAuthority(id: string, change: Authority, ending: Ending, actor?: Actor): Promise<{ before: StoredUser; after: StoredUser } | 'last_admin' | null>
  /** With their sessions; the ids of those that lived. Decided as `setAuthority`. @throws {SessionOver} of the actor */
  delete(id: string, now: number, actor?: Actor): Promise<readonly string[] | 'last_admin' | null>
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

export interface ListedEvent extends StoredEvent {
  /** How often it happened; `at` is the first time. */
  readonly times: number
  /** The last time, if there was more than one; ms since epoch. */
  readonly lastAt: number | null
}

export interface EventStore {
  /**
   * With a `network` what says the same as another of this hour is counted with it, and strangers cause so many rows and no
   * more; see `folding.ts`. Without one it is an event of its own.
   */
  record(event: StoredEvent, network?: string): Promise<void>
  /** Each an event of its own. One write, however many. */
  recordAll(events: readonly StoredEvent[]): Promise<void>
  /** Newest first. One indexed read. */
  list(query: EventQuery): Promise<Page<ListedEvent>>
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
   * and nothing changes, when another key signs by now. @throws {SessionOver} of the actor, and nothing has changed
   */
  replace(before: string | null, key: StoredSigningKey, actor?: Actor): Promise<boolean>
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
  /** @throws {SessionOver} of the actor */
  create(client: StoredClient, secretHash: string, actor?: Actor): Promise<void>
  find(id: string): Promise<{ client: StoredClient; secretHash: string } | null>
  /** Oldest first. */
  list(): Promise<readonly StoredClient[]>
  /** False when there is none. @throws {SessionOver} of the actor */
  delete(id: string, actor?: Actor): Promise<boolean>
}

/** Tokens that are refused before they expire, by their ids. */
export interface RevokedTokenStore {
  add(jti: string, expiresAt: number): Promise<void>
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
