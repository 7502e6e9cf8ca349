import type { ListedSession, Role } from '@/lib/auth/contract'
import type { Ending } from '@/lib/stores/ending'
import type { ListedEvent } from '@/lib/stores/events'
import type { Revoked } from '@/lib/stores/revocations'
import type { StoredSession } from '@/lib/stores/sessions'
import { counts, type StoredUser } from '@/lib/stores/users'

/** What more than one of the stores looks at, or the purge; whatever only one needs is inside it. */
export interface Rows {
  readonly people: Map<string, { user: StoredUser; passwordHash: string | null }>
  /** What the seed made them. */
  readonly demo: Map<string, Role>
  /** How a person's epoch began. */
  readonly began: Map<string, Ending>
  /** By the hash of the credential, as are those that were ended and the spent credentials. */
  readonly sessions: Map<string, StoredSession>
  readonly ended: Map<string, ListedSession>
  readonly spent: Map<string, { sessionId: string; spentAt: number; salt: string | null }>
  readonly revoked: Map<string, Revoked>
  readonly log: { readonly place: string | null; event: ListedEvent }[]
  readonly tried: Map<string, number[]>
  /** Until when, by the token's id. */
  readonly revokedTokens: Map<string, number>
  /** Of what is listed, by its id: a later one has a higher number. */
  readonly numbers: Map<string, number>
  /** As a notice, once what is being written stands; null of everybody. */
  tell(userId: string | null): void
}

export function memoryRows(tell: Rows['tell']): Rows {
  return {
    people: new Map(),
    demo: new Map(),
    began: new Map(),
    sessions: new Map(),
    ended: new Map(),
    spent: new Map(),
    revoked: new Map(),
    log: [],
    tried: new Map(),
    revokedTokens: new Map(),
    numbers: new Map(),
    tell: (userId) => {
      queueMicrotask(() => {
        tell(userId)
      })
    },
  }
}

/** The key of a session on the revocation list. */
export const entryKey = (userId: string, sessionId: string): string => JSON.stringify([userId, sessionId])

/** Says that whatever has this id comes after everything that is there. */
export function number({ numbers }: Rows, id: string): void {
  numbers.set(id, numbers.size)
}

/** The session, while it counts, and its person. */
export function living({ people }: Rows, session: StoredSession | undefined): { session: StoredSession; user: StoredUser } | null {
  const person = session && people.get(session.userId)
  const inItsEpoch = person && counts({ ...person.user, disabled: false }, session)
  return inItsEpoch ? { session, user: person.user } : null
}
