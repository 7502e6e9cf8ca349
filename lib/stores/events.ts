import type { Page, PageQuery } from '@/lib/auth/contract'

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

/** Something that happened, at a time in ms since epoch. */
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

export interface EventQuery extends PageQuery {
  readonly type?: EventType
  readonly userId?: string
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
