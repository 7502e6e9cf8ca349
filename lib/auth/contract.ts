/**
 * What a way of remembering a signed-in person promises. A mode is pure: request in, verdict and effects out, as data. Others
 * perform the effects, so one mode object serves the proxy, a page, an API route, a test with a stopped clock and the lab.
 */
import type { Actor, Cause, Effect, Identity, ListedSession, Page, Place, RejectReason, Session, SessionQuery, SessionRecord, StateEntry } from './session'

export * from './session'

export interface Accepted {
  readonly ok: true
  readonly session: Session
  /** When this credential was made, or last renewed; ms since epoch. What it says of the person is as old as that. */
  readonly issuedAt: number
  /** From when this credential is refused unless it is renewed, where that is not when its session ends; ms since epoch. */
  readonly until?: number
  /** False when a renewal is due. */
  readonly fresh: boolean
  /** What the check read, put together for whoever shows it. */
  readonly record: () => SessionRecord
}

export interface Rejected {
  readonly ok: false
  readonly reason: RejectReason
  /** Whose session it belonged to, where the check found that out; always, where ending one takes effect now. Never for a client to see. */
  readonly about?: { readonly sessionId: string; readonly userId: string; readonly epoch: number }
}

export type Verdict = Accepted | Rejected

/** Where a mode says what it does. One step costs the time since the step before it. */
export interface Trace {
  step(at: 'client' | 'server' | 'store', label: string, detail?: string): void
}

/** All that a mode may look at. */
export interface AuthRequest {
  /** Every value under this cookie name, and every Authorization header, in order: two is an attack or a bug, and a mode must see it. */
  cookies(name: string): readonly string[]
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
  /** All of a person's that began before `epoch`, but for `exceptId`. The store has begun it already, so nothing of theirs renews. */
  | { readonly kind: 'user'; readonly userId: string; readonly epoch: number; readonly exceptId?: string }
  /** What their credentials say of a person's role, which the store has changed already. Ends no session. */
  | { readonly kind: 'role'; readonly userId: string }

/**
 * A promise. After `now` every replay of what was revoked is rejected. With `at-expiry` nothing is accepted after
 * `at` (ms since epoch), nor anything that a copy of it was renewed into meanwhile. `ended` names the sessions that the
 * server knows it ended.
 */
export type Revocation = { readonly effects: readonly Effect[]; readonly ended: readonly string[] } & (
  | { readonly takesEffect: 'now' }
  | { readonly takesEffect: 'at-expiry'; readonly at: number; readonly why: string }
)

/** What code may ask of a mode before any request. The conformance suite holds each mode to every line. */
export interface ModeFacts {
  readonly carrier: 'cookie' | 'authorization'
  /** The cookie's or header's exact name; of two cookies, that of the one which every check reads. */
  readonly credentialName: string
  readonly cookies: readonly string[]
  readonly credentialKind: 'opaque' | 'jws' | 'jwe' | 'seal'
  /** What tells that a credential is one of ours: a key, before anything is read, or that the store knows it. */
  readonly provenBy: 'key' | 'store'
  /** Whether the navigation to a page carries the credential, so that a server component can see it. */
  readonly rscCanRead: boolean
  /** Whether a script of our pages can read the credential. */
  readonly readableByScript: boolean
  /** What keeps other sites from using it: a check of where a change comes from, or that no browser sends it by itself. */
  readonly crossSite: 'origin-check' | 'not-ambient'
  /** Where the facts behind a session live. */
  readonly stateLives: Place
  /** What a check reads besides the credential. */
  readonly checkReads: 'nothing' | 'row' | 'revocation-list'
  /** What renews: nothing, the credential that every check reads, or another, which does so also when that one is over. */
  readonly renews: 'never' | 'itself' | 'refresh-token'
  readonly lists: boolean
  /** When revocation takes effect. */
  readonly revocation: Revocation['takesEffect']
  /** Whether the server can do anything about a session that is not in front of it. */
  readonly endsFromElsewhere: boolean
  /** How long a session that nobody ends can be kept alive, in ms. */
  readonly longestMs: number
}

export interface Issued {
  readonly session: Session
  readonly effects: readonly Effect[]
  /** The person's oldest, which ended because there may be no more; absent where nobody counts them. */
  readonly ended?: readonly string[]
}

export interface AuthMode<N extends string = string> {
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
