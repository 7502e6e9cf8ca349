import { beforeEach, describe, expect, test } from 'vitest'
import type { Page, PageQuery, SessionQuery } from '@/lib/auth/contract'
import type { StoredEvent } from './events'
import { KEEP_ENDED_MS, type StoredSession } from './sessions'
import type { Stores } from './stores'
import type { StoredUser } from './users'

const NOW = 10_000

const person = (id: string, createdAt = 1): StoredUser => ({ id, email: `${id}@example.com`, name: id, role: 'user', disabled: false, createdAt, epoch: 0, spared: null })

const session = (userId: string, id: string, createdAt = 1000): StoredSession => ({
  id,
  userId,
  epoch: 0,
  mode: 'any',
  createdAt,
  lastSeenAt: createdAt,
  expiresAt: NOW + 1,
  ip: null,
  userAgent: null,
})

const event = (id: string, at: number): StoredEvent => ({ id, at, type: 'sign_in', userId: 'ada', actorId: null, sessionId: null, ip: null, userAgent: null, detail: null })

/** Of a list with everything on one page, and of the same list page by page, the ids. `between` happens after each page. */
async function paged<T extends { readonly id: string }>(
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

/** What every store driver must pass where it lists and counts. */
export function conformLists(name: string, make: () => Promise<Stores> | Stores): void {
  describe(`${name} stores list page by page`, () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await make()
      await stores.users.create(person('ada'), null)
    })

    const sessionsOf = (query: Partial<SessionQuery> = {}) => (page: PageQuery) =>
      stores.sessions.list({ userId: 'ada', which: 'living', now: NOW, ...query, ...page })
    const begin = (id: string, createdAt?: number, userId = 'ada') => stores.sessions.create(session(userId, id, createdAt), `hash of ${id}`)
    const end = (id: string, at: number) => stores.sessions.end('ada', id, { at, by: 'ada', why: 'ended' })

    test('newest first, the later of one instant before the earlier, and each once', async () => {
      for (const [id, createdAt] of [['a', 1], ['b', 5], ['c', 5], ['d', 5], ['e', 9]] as const) await begin(id, createdAt)
      expect(await paged(sessionsOf(), 9)).toEqual([['e', 'd', 'c', 'b', 'a']])
      expect(await paged(sessionsOf(), 5)).toEqual([['e', 'd', 'c', 'b', 'a']])
      expect(await paged(sessionsOf(), 2)).toEqual([['e', 'd'], ['c', 'b'], ['a']])
      expect(await paged(sessionsOf({ exceptId: 'c' }), 2)).toEqual([['e', 'd'], ['b', 'a']])
      expect(await paged(sessionsOf({ userId: 'nobody' }), 2)).toEqual([[]])
    })

    test('whatever comes and goes meanwhile, what stays is seen once', async () => {
      for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) await begin(id, 5)
      const seen = await paged(sessionsOf(), 2, async (page) => {
        await begin(`new ${String(page)}`, 5 + page)
        // The last of the page before, which the cursor stands on, and one of the page to come.
        if (page === 1) await Promise.all([end('e', 6), end('c', 6)])
      })
      expect(seen).toEqual([['f', 'e'], ['d', 'b'], ['a']])
    })

    test('a page of none leads to the first', async () => {
      expect(await sessionsOf()({ limit: 0 })).toEqual({ items: [], next: null })
      await begin('a')
      const none = await sessionsOf()({ limit: 0 })
      expect(none.items).toEqual([])
      expect((await sessionsOf()({ limit: 1, cursor: none.next })).items).toMatchObject([{ id: 'a' }])
    })

    test('sessions that live apart from those that were ended within a day, of one person or of everybody', async () => {
      await stores.users.create(person('ben'), null)
      for (const id of ['a', 'b', 'c', 'd']) await begin(id)
      await begin('ben’s', 1001, 'ben')
      await stores.sessions.create({ ...session('ada', 'expired'), expiresAt: NOW }, 'hash of expired')
      await end('a', 3000)
      await end('b', 2000)
      await end('c', 2000)
      expect(await paged(sessionsOf(), 1)).toEqual([['d']])
      expect(await paged(sessionsOf({ userId: null }), 1)).toEqual([['ben’s'], ['d']])
      expect(await paged(sessionsOf({ which: 'ended' }), 2)).toEqual([['a', 'c'], ['b']])
      expect(await paged(sessionsOf({ which: 'ended', userId: null, now: 2000 + KEEP_ENDED_MS }), 2)).toEqual([['a']])
      expect(await paged(sessionsOf({ which: 'ended', userId: 'ben' }), 2)).toEqual([[]])
      expect((await sessionsOf({ which: 'ended' })({ limit: 1 })).items).toEqual([{ ...session('ada', 'a'), ended: { at: 3000, by: 'ada', why: 'ended' } }])
    })

    test('sessions of one mode, with those that do not say of which they are', async () => {
      for (const [id, mode] of [['a', 'one'], ['b', 'other'], ['c', null], ['d', 'one']] as const) {
        await stores.sessions.create({ ...session('ada', id), mode }, `hash of ${id}`)
      }
      expect(await paged(sessionsOf({ mode: 'one' }), 2)).toEqual([['d', 'c'], ['a']])
      expect(await paged(sessionsOf({ mode: 'one', userId: null }), 9)).toEqual([['d', 'c', 'a']])
      expect(await paged(sessionsOf(), 9)).toEqual([['d', 'c', 'b', 'a']])
      expect(await stores.sessions.count('ada', NOW, 100, 'other')).toBe(2)
      expect(await stores.sessions.count('ada', NOW, 100)).toBe(4)
      expect(await stores.sessions.get('b')).toMatchObject({ mode: 'other' })
      expect((await stores.sessions.find('hash of b'))?.session.mode).toBe('other')
      for (const id of ['a', 'b', 'c']) await end(id, 2000)
      expect(await paged(sessionsOf({ which: 'ended', mode: 'one' }), 1)).toEqual([['c'], ['a']])
    })

    test('one session by its id, living or ended', async () => {
      await begin('a')
      await begin('b')
      await end('b', 2000)
      expect(await stores.sessions.get('a')).toEqual({ ...session('ada', 'a'), ended: null })
      expect(await stores.sessions.get('b')).toEqual({ ...session('ada', 'b'), ended: { at: 2000, by: 'ada', why: 'ended' } })
      expect(await stores.sessions.get('hash of a')).toBeNull()
    })

    test('counts what lives, no further than it is told', async () => {
      for (const id of ['a', 'b', 'c', 'd']) await begin(id)
      await end('a', 2000)
      expect(await stores.sessions.count('ada', NOW, 100)).toBe(3)
      expect(await stores.sessions.count('ada', NOW, 2)).toBe(2)
      expect(await stores.sessions.count('ada', NOW + 1, 100)).toBe(0)
      expect(await stores.sessions.count('nobody', NOW, 100)).toBe(0)
    })

    test('of more sessions than one person may have the oldest that live end', async () => {
      await stores.users.create(person('ben'), null)
      const join = (id: string, createdAt: number, most?: number) => stores.sessions.create(session('ada', id, createdAt), `hash of ${id}`, most)
      await begin('ben’s', 1, 'ben')
      await stores.sessions.create({ ...session('ada', 'expired', 1), expiresAt: 2 }, 'hash of expired')
      await stores.sessions.create({ ...session('ada', 'elsewhere', 1), mode: 'other' }, 'hash of elsewhere')
      for (const id of ['a', 'b', 'c']) expect(await join(id, 3, 4)).toEqual([])
      await end('b', 3)
      expect(await join('d', 4, 3)).toEqual([])
      expect(await join('e', 4, 3)).toEqual(['a'])
      expect(await stores.sessions.get('a')).toMatchObject({ ended: { at: 4, by: null, why: 'too_many_sessions' } })
      expect(await stores.sessions.find('hash of a')).toBeNull()
      expect(await paged(sessionsOf({ now: 4, mode: 'any' }), 9)).toEqual([['e', 'd', 'c']])
      // A clock that went back makes the new one the oldest, and it is the one that somebody has just been given.
      expect(await join('f', 2, 3)).toEqual(['c'])
      expect([...(await join('g', 5, 1) ?? [])].sort()).toEqual(['d', 'e', 'f'])
      expect(await join('h', 6)).toEqual([])
      expect(await stores.sessions.count('ada', 6, 9, 'any')).toBe(2)
      expect(await stores.sessions.count('ada', 6, 9, 'other')).toBe(1)
      expect(await stores.sessions.count('ben', 6, 9)).toBe(1)
    })

    test('whoever may not begin a session ends none', async () => {
      await begin('a')
      const refused = { ...session('ada', 'b'), epoch: 1 }
      expect(await stores.sessions.create(refused, 'hash of b', 1)).toBeNull()
      expect(await stores.sessions.count('ada', NOW, 9)).toBe(1)
    })

    test('of many that begin at once no more live than may', async () => {
      const ended = await Promise.all(Array.from({ length: 20 }, (_, i) => stores.sessions.create(session('ada', `s${String(i)}`, i), `h${String(i)}`, 5)))
      expect(ended.flatMap((ids) => ids ?? [])).toHaveLength(15)
      expect(await stores.sessions.count('ada', NOW, 99)).toBe(5)
    })

    test('people, all and those that a search finds', async () => {
      for (const [id, createdAt] of [['ben', 2], ['bea', 2], ['eve', 3]] as const) await stores.users.create(person(id, createdAt), null)
      expect(await paged((page) => stores.users.list(page), 2)).toEqual([['eve', 'bea'], ['ben', 'ada']])
      expect(await paged((page) => stores.users.list({ ...page, search: 'BE' }), 1)).toEqual([['bea'], ['ben']])
      const gone = await paged((page) => stores.users.list(page), 2, () => stores.users.delete('bea', NOW))
      expect(gone).toEqual([['eve', 'bea'], ['ben', 'ada']])
    })

    test('events, by type and person, also within one instant and while old ones go', async () => {
      const types = ['sign_in', 'sign_out'] as const
      for (let i = 0; i < 6; i++) {
        await stores.events.record({ ...event(`e${String(i)}`, 5), type: types[i % 2] ?? 'sign_in', userId: i < 4 ? 'ada' : 'ben' })
      }
      const found = (query: Omit<Parameters<Stores['events']['list']>[0], 'limit'>, limit = 9) =>
        paged((page) => stores.events.list({ ...query, ...page }), limit)
      expect(await found({ type: 'sign_in' })).toEqual([['e4', 'e2', 'e0']])
      expect(await found({ userId: 'ada' }, 3)).toEqual([['e3', 'e2', 'e1'], ['e0']])
      expect(await found({ userId: 'ada', type: 'sign_out' }, 1)).toEqual([['e3'], ['e1']])
      await stores.events.record(event('old', 1))
      const purged = await paged(
        (page) => stores.events.list(page),
        3,
        () => stores.purge({ now: 0, expired: 0, ended: 0, events: 1, attempts: 0 }, 100),
      )
      expect(purged).toEqual([['e5', 'e4', 'e3'], ['e2', 'e1', 'e0']])
    })

    test('events that were written at once, in their order', async () => {
      await stores.events.recordAll([])
      await stores.events.recordAll(['a', 'b', 'c'].map((id) => event(id, 5)))
      expect(await paged((page) => stores.events.list(page), 2)).toEqual([['c', 'b'], ['a']])
      expect((await stores.events.list({ limit: 1 })).items).toMatchObject([event('c', 5)])
    })

    test('from the start where a cursor is none of a list', async () => {
      await begin('a')
      for (const cursor of ['', 'x', 'MS4', '%', 'null', 'LTEuMA', 'OTk5OTk5OTk5OTk5OTk5OTk5OS4x', '\u0000'.repeat(200)]) {
        expect((await sessionsOf()({ limit: 1, cursor })).items).toHaveLength(1)
        expect((await stores.users.list({ limit: 1, cursor })).items).toHaveLength(1)
      }
    })
  })
}
