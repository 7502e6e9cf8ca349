import type { Page, PageQuery } from '@/lib/auth/contract'
import type { Ending } from './ending'
import type { StoredEvent } from './events'
import type { StoredSession } from './sessions'
import type { StoredSigningKey } from './signing-keys'
import type { Stores } from './stores'
import type { StoredUser } from './users'

/** Makes stores that hold nothing yet, of the driver that is tested. Whoever gives it closes them. */
export type OpenStores = () => Promise<Stores> | Stores

export const ADA: StoredUser = { id: 'ada', email: 'ada@example.com', name: 'Ada', role: 'user', disabled: false, createdAt: 1, epoch: 0, spared: null }
export const BEN: StoredUser = { ...ADA, id: 'ben', email: 'ben@example.com', name: 'Ben' }

export const personOf = (id: string, createdAt = 1): StoredUser => ({ ...ADA, id, email: `${id}@example.com`, name: id, createdAt })

/** Begins at 1000 and is over at 2000. */
export const sessionOf = (userId: string, id: string): StoredSession => ({
  id,
  userId,
  epoch: 0,
  mode: 'any',
  createdAt: 1000,
  lastSeenAt: 1000,
  expiresAt: 2000,
  ip: '192.0.2.1',
  userAgent: 'browser',
})

export const ENDING: Ending = { at: 1700, by: 'ada', why: 'ended' }

export const keyOf = (kid: string, createdAt: number): StoredSigningKey => ({
  kid,
  publicKey: `public ${kid}`,
  sealedKey: `sealed ${kid}`,
  createdAt,
  retiredAt: null,
})

export const eventOf = (id: string, at: number): StoredEvent => ({ id, at, type: 'sign_in', userId: 'ada', actorId: null, sessionId: null, ip: null, userAgent: null, detail: null })

/** What no list has ever given. */
export const NO_CURSORS = ['', 'x', 'MS4', '%', 'null', 'LTEuMA', 'OTk5OTk5OTk5OTk5OTk5OTk5OS4x', '\u0000'.repeat(200)]

/** Of a list that is read page by page, the ids on each page. `between` happens after each. */
export async function paged<T extends { readonly id: string }>(
  list: (page: PageQuery) => Promise<Page<T>>,
  limit: number,
  between: (page: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = []
  let cursor: string | null = null
  do {
    const page: Page<T> = await list({ limit, cursor })
    pages.push(page.items.map(({ id }) => id))
    cursor = page.next
    await between(pages.length)
  } while (cursor !== null && pages.length < 20)
  return pages
}
