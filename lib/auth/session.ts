/** The plain values that a session is made of, as modes, stores and screens share them. Nothing is imported. */

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
  /** How long an access token lives that has a refresh token beside it. */
  readonly accessMs: number
  /** How long after its rotation a refresh token still gets the successor that it got. */
  readonly graceMs: number
  /** How many of one person live at a time, where the server knows of them. */
  readonly sessionsPerUser: number
}
