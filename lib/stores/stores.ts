/**
 * What Stateside asks of a store: a port for each kind of thing that is kept. Async throughout, so that a driver may live across a
 * network. Times are ms since epoch. Any method rejects with `StoreUnavailable` when the store does not answer.
 */
import type { AttemptStore } from './attempts'
import type { ClientStore } from './clients'
import type { EventStore } from './events'
import type { Notices } from './notices'
import type { ReportStore } from './reports'
import type { RevocationStore } from './revocations'
import type { RevokedTokenStore } from './revoked-tokens'
import type { SessionStore } from './sessions'
import type { SigningKeyStore } from './signing-keys'
import type { UserStore } from './users'

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
  readonly notices: Notices
  /** Deletes at most `most` rows in one short write; how many. Call it again until that is none. */
  purge(limits: PurgeLimits, most: number): Promise<number>
  /** Resolves when the store answers. */
  ping(): Promise<void>
}
