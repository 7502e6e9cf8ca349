/**
 * What a way of remembering a signed-in person promises. Types only, and nothing is imported.
 *
 * A mode is pure: request in, verdict and effects out, as data. Only `lib/auth/next/` performs effects, which is
 * why one and the same mode object serves the proxy, a page, an API route, a test with a stopped clock and the lab.
 */

/** Every mode there is, in the order in which the screens list them. Add yours here and in `registry.ts`. */
export const MODE_NAMES = ['database', 'jwt', 'sealed', 'bearer', 'hybrid'] as const
export type ModeName = (typeof MODE_NAMES)[number]

/** The three places where anything can be. `server` means the server's memory and keys, never rows. */
export type Place = 'browser' | 'server' | 'store'

export type Role = 'user' | 'admin'

export interface Identity {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  /**
   * Counts how often all of this person's sessions were ended at once. A credential that says an earlier epoch than the store is
   * over, unless it is of the one session that was spared. A counter and no time, so that no clock decides who is signed in.
   */
  readonly epoch: number
}

/** Who is signed in, since when, until when. `id` is public: showing it to anyone lets nobody in. */
export interface Session {
  readonly id: string
  readonly user: Identity
  /** When the person proved who they are; ms since epoch. Renewal never moves it. */
  readonly createdAt: number
  /** When this credential stops being accepted unless it is renewed; ms since epoch. */
  readonly expiresAt: number
}

export type RejectReason =
  | 'missing'
  | 'malformed'
  | 'bad_signature'
  | 'expired'
  | 'revoked'
  | 'replayed'
  | 'unknown_key'

/** The facts behind a session exactly as the check found them: a row, claims, or the content of a seal. */
export type SessionRecord = Readonly<Record<string, string | number | boolean | null>>

export interface Accepted {
  readonly ok: true
  readonly session: Session
  /** When this credential was made, or last renewed; ms since epoch. What it says of the person is as old as that. */
  readonly issuedAt: number
  /** False when a renewal is due. */
  readonly fresh: boolean
  readonly record: SessionRecord
}

export interface Rejected {
  readonly ok: false
  readonly reason: RejectReason
  /** Whose session the credential belonged to, where the check found that out. Never for a client to see. */
  readonly about?: { readonly sessionId: string; readonly userId: string; readonly epoch: number }
}

export type Verdict = Accepted | Rejected

export interface CookieAttributes {
  readonly httpOnly: true
  readonly sameSite: 'lax'
  readonly path: '/'
  readonly secure: boolean
  /** Whole seconds. */
  readonly maxAge: number
}

/** Something the client must be told. */
export type Effect =
  | { readonly kind: 'set-cookie'; readonly name: string; readonly value: string; readonly attributes: CookieAttributes }
  | { readonly kind: 'clear-cookie'; readonly name: string; readonly attributes: CookieAttributes }
  /** The answer's body carries the token, and the client keeps it as it likes. `expiresIn` in s. */
  | { readonly kind: 'hand-over'; readonly token: string; readonly expiresIn: number }

/** Where a mode says what it does. One step costs the time since the step before it. */
export interface Trace {
  step(at: 'client' | 'server' | 'store', label: string, detail?: string): void
}

/** All that a mode may look at. */
export interface AuthRequest {
  /** Every value sent under this cookie name, in order: two of one name is an attack or a bug, and a mode must see it. */
  cookies(name: string): readonly string[]
  /** Every Authorization header, in order, for the same reason. */
  authorizations(): readonly string[]
  /** When it came; ms since epoch. */
  readonly now: number
  /** The injected clock, which has gone on since; ms since epoch. */
  clock(): number
  /** Whether the client has left by now, so that nobody waits for the answer. */
  gone(): boolean
  readonly device: { readonly ip: string | null; readonly userAgent: string | null }
  readonly trace: Trace
}

export type RevokeTarget =
  /** The session that this request carries, already identified. */
  | { readonly kind: 'this'; readonly session: Session }
  | { readonly kind: 'session'; readonly userId: string; readonly id: string }
  /**
   * Every session of a person that began before `epoch`, but for `exceptId`. The store has begun that epoch already, so nothing of
   * theirs renews any more.
   */
  | { readonly kind: 'user'; readonly userId: string; readonly epoch: number; readonly exceptId?: string }
  /** What their credentials say of a person's role, which the store has changed already. Ends no session. */
  | { readonly kind: 'role'; readonly userId: string }

export const END_REASONS = [
  'sign_out',
  'signed_in_again',
  'ended',
  'password_changed',
  'email_changed',
  'account_disabled',
  'account_deleted',
  'refresh_replayed',
  'too_many_sessions',
] as const
export type EndReason = (typeof END_REASONS)[number]

/** Why a session ends, and who did it: a person's id, or null for the server itself. */
export interface Cause {
  readonly by: string | null
  readonly why: EndReason
}

/**
 * By which session a change is asked for. A check at the start of a request says nothing about its end, so the store decides, in
 * the transaction that writes, whether that session still counts.
 */
export interface Actor {
  readonly userId: string
  readonly sessionId: string
  readonly epoch: number
  /** Whether the person must be an administrator, as the store has them then. */
  readonly admin: boolean
}

/**
 * A promise. After `now` every replay of what was revoked is rejected. With `at-expiry` nothing is accepted after
 * `at` (ms since epoch), nor anything that a copy of it was renewed into meanwhile. `ended` names the sessions that the
 * server knows it ended.
 */
export type Revocation = { readonly effects: readonly Effect[]; readonly ended: readonly string[] } & (
  | { readonly takesEffect: 'now' }
  | { readonly takesEffect: 'at-expiry'; readonly at: number; readonly why: string }
)

/** A session as a mode that keeps rows can list it. Times in ms since epoch. */
export interface ListedSession {
  readonly id: string
  readonly userId: string
  readonly epoch: number
  /** The name of the mode that began it; null of rows from before they said so, which count for any. */
  readonly mode: string | null
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly expiresAt: number
  readonly ip: string | null
  readonly userAgent: string | null
  /** Null while it lives. */
  readonly ended: (Cause & { readonly at: number }) | null
}

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[]
  /** The cursor that leads to the page after this one; null on the last. Rows that come and go meanwhile change nothing about it. */
  readonly next: string | null
}

/** At most `limit` items, from where `cursor` leads: `next` of the page before; without one, the first. */
export interface PageQuery {
  readonly limit: number
  readonly cursor?: string | null
}

export interface SessionQuery extends PageQuery {
  /** Null for everybody's. */
  readonly userId: string | null
  /** Only those that this mode began; without it, those of every mode. */
  readonly mode?: string
  /** Those that live at `now`, newest first, or those that were ended within a day, last ended first. */
  readonly which: 'living' | 'ended'
  readonly now: number
  /** Left out. */
  readonly exceptId?: string | null
}

/** One thing that exists because somebody is signed in, and the place where it is. */
export interface StateEntry {
  readonly where: Place
  readonly what: string
  /** Bytes of it in that place; null where it has no size of its own, such as a key. */
  readonly bytes: number | null
  readonly readableByScript: boolean
  readonly content: SessionRecord
}

/** One of the four moments of remembering somebody: what moves, from where to where, and what each place then holds. */
export interface Beat {
  readonly name: 'prove' | 'create' | 'send' | 'verify'
  readonly from: Place
  readonly to: Place
  /** What happens, in one sentence. */
  readonly says: string
  /** What each place holds once it happened. */
  readonly holds: Readonly<Partial<Record<Place, string>>>
}

/** What can be said of a mode before any request. Screens render these words; tests hold the mode to the rest. */
export interface ModeFacts {
  readonly carrier: 'cookie' | 'authorization'
  /** The cookie's or header's exact name; of two cookies, that of the one which every check reads. */
  readonly credentialName: string
  /** Every cookie that this mode sets. */
  readonly cookies: readonly string[]
  readonly credentialKind: 'opaque' | 'jws' | 'jwe' | 'seal'
  /** Whether a server component can see the credential of a page navigation. */
  readonly rscCanRead: boolean
  /** Where the facts behind a session live. */
  readonly stateLives: Place
  /** When revocation takes effect. */
  readonly revocation: Revocation['takesEffect']
  /** Whether the server can do anything about a session that is not in front of it. */
  readonly endsFromElsewhere: boolean
  /** How long a session that nobody ends can be kept alive, in ms. */
  readonly longestMs: number
  readonly title: string
  /** What travels, what one check costs and when revocation bites, a few words each. */
  readonly travels: string
  readonly check: string
  readonly ends: string
  readonly beats: readonly [Beat, Beat, Beat, Beat]
}

export interface Issued {
  readonly session: Session
  readonly effects: readonly Effect[]
  /** The person's oldest, which ended because there may be no more; absent where nobody counts them. */
  readonly ended?: readonly string[]
}

export interface AuthMode<N extends string = ModeName> {
  readonly name: N
  readonly facts: ModeFacts

  /**
   * Begins a session in the epoch that `user` says. Always a new credential, never one that the client brought.
   * @throws {SessionOver} where the store keeps the session, and the account is not as `user` says any more.
   */
  issue(user: Identity, req: AuthRequest): Promise<Issued>

  /** Read-only. Bad input is a reason, never a throw; only a store that does not answer throws. */
  verify(req: AuthRequest): Promise<Verdict>

  /** Extends or rotates the credential, whether due or not. The only check that may write. */
  renew?(req: AuthRequest): Promise<{ verdict: Verdict; effects: readonly Effect[] }>

  /**
   * The session that this request carries, in a new credential that says who the person is now and ends when the old one
   * would. Absent where `renew` makes such a one, and where no credential says who somebody is.
   */
  reissue?(user: Identity, req: AuthRequest): Promise<{ verdict: Verdict; effects: readonly Effect[] }>

  /**
   * Whose session this client holds, to end it, where that can outlive what `verify` accepts: an access token may be over
   * while its refresh token lives. Absent where `verify` tells.
   */
  identify?(req: AuthRequest): Promise<Session | null>

  /**
   * Ends sessions early as far as the mode can. The answer is a promise that tests hold it to.
   * @throws {SessionOver} when `actor` is over by the time it is written; nothing has ended then.
   */
  revoke(target: RevokeTarget, req: AuthRequest, cause: Cause, actor?: Actor): Promise<Revocation>

  /** A page of the sessions that this mode began; absent when the server cannot know. */
  list?(query: SessionQuery): Promise<Page<ListedSession>>

  /** Makes this client drop what it sent, valid or not. */
  forget(req: AuthRequest): readonly Effect[]

  /** Where the state behind an accepted request lives, from what that check read. */
  state(accepted: Accepted, req: AuthRequest): readonly StateEntry[]
}

/** Shared by every mode. Durations in ms. */
export interface ModeConfig {
  /** Our public origin; the `iss` of whatever a mode issues. */
  readonly issuer: string
  /** Whether cookies are `Secure` and named with the `__Host-` prefix. */
  readonly secure: boolean
  readonly idleMs: number
  readonly maxMs: number
  /** How long a bearer token lives. */
  readonly bearerMs: number
  /** How long an access token of a hybrid pair lives. */
  readonly accessMs: number
  /** How long after its rotation a refresh token still gets the successor that it got. */
  readonly graceMs: number
  /** How many of one person live at a time, where the server knows of them. */
  readonly sessionsPerUser: number
}
