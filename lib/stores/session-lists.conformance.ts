import { beforeEach, describe, expect, test } from 'vitest'
import type { PageQuery, SessionQuery } from '@/lib/auth/contract'
import { ADA, BEN, NO_CURSORS, paged, sessionOf, type OpenStores } from './conformance-samples'
import { KEEP_ENDED_MS, type StoredSession } from './sessions'
import type { Stores } from './stores'

const NOW = 10_000

/** Lives at `NOW`. */
const session = (userId: string, id: string, createdAt = 1000): StoredSession => ({ ...sessionOf(userId, id), createdAt, lastSeenAt: createdAt, expiresAt: NOW + 1 })

/** How sessions are listed, page by page, and counted, and how many of one person may live. */
export function describeSessionLists(open: OpenStores): void {
  describe('sessions in lists', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
      await stores.users.create(ADA, 'hash of Ada')
    })

    const sessionsOf = (query: Partial<SessionQuery> = {}) => (page: PageQuery) =>
      stores.sessions.list({ userId: 'ada', which: 'living', now: NOW, ...query, ...page })
    const begin = (id: string, createdAt?: number, userId = 'ada') => stores.sessions.create(session(userId, id, createdAt), `hash of ${id}`)
    const end = (id: string, at: number) => stores.sessions.end('ada', id, { at, by: 'ada', why: 'ended' })

    test('come newest first, the later of one instant before the earlier, and each once', async () => {
      for (const [id, createdAt] of [['a', 1], ['b', 5], ['c', 5], ['d', 5], ['e', 9]] as const) await begin(id, createdAt)
      expect(await paged(sessionsOf(), 9)).toEqual([['e', 'd', 'c', 'b', 'a']])
      expect(await paged(sessionsOf(), 5)).toEqual([['e', 'd', 'c', 'b', 'a']])
      expect(await paged(sessionsOf(), 2)).toEqual([['e', 'd'], ['c', 'b'], ['a']])
      expect(await paged(sessionsOf({ exceptId: 'c' }), 2)).toEqual([['e', 'd'], ['b', 'a']])
      expect(await paged(sessionsOf({ userId: 'nobody' }), 2)).toEqual([[]])
    })

    test('are seen once if they stay, whatever comes and goes meanwhile', async () => {
      for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) await begin(id, 5)
      const seen = await paged(sessionsOf(), 2, async (page) => {
        await begin(`new ${String(page)}`, 5 + page)
        // The last of the page before, which the cursor stands on, and one of the page to come.
        if (page === 1) await Promise.all([end('e', 6), end('c', 6)])
      })
      expect(seen).toEqual([['f', 'e'], ['d', 'b'], ['a']])
    })

    test('lead from a page of none to the first', async () => {
      expect(await sessionsOf()({ limit: 0 })).toEqual({ items: [], next: null })
      await begin('a')
      const none = await sessionsOf()({ limit: 0 })
      expect(none.items).toEqual([])
      expect((await sessionsOf()({ limit: 1, cursor: none.next })).items).toMatchObject([{ id: 'a' }])
    })

    test('live apart from those that were ended within a day, of one person or of everybody', async () => {
      await stores.users.create(BEN, null)
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

    test('of one mode come with those that do not say of which they are', async () => {
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

    test('are found by their id, living or ended', async () => {
      await begin('a')
      await begin('b')
      await end('b', 2000)
      expect(await stores.sessions.get('a')).toEqual({ ...session('ada', 'a'), ended: null })
      expect(await stores.sessions.get('b')).toEqual({ ...session('ada', 'b'), ended: { at: 2000, by: 'ada', why: 'ended' } })
      expect(await stores.sessions.get('hash of a')).toBeNull()
    })

    test('that live are counted, no further than one is told', async () => {
      for (const id of ['a', 'b', 'c', 'd']) await begin(id)
      await end('a', 2000)
      expect(await stores.sessions.count('ada', NOW, 100)).toBe(3)
      expect(await stores.sessions.count('ada', NOW, 2)).toBe(2)
      expect(await stores.sessions.count('ada', NOW + 1, 100)).toBe(0)
      expect(await stores.sessions.count('nobody', NOW, 100)).toBe(0)
    })

    test('are so many and no more for one person: the oldest that live end', async () => {
      await stores.users.create(BEN, null)
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

    test('are not ended by one that may not begin', async () => {
      await begin('a')
      const refused = { ...session('ada', 'b'), epoch: 1 }
      expect(await stores.sessions.create(refused, 'hash of b', 1)).toBeNull()
      expect(await stores.sessions.count('ada', NOW, 9)).toBe(1)
    })

    test('come from the start where a cursor is none of a list', async () => {
      await begin('a')
      for (const cursor of NO_CURSORS) expect((await sessionsOf()({ limit: 1, cursor })).items).toHaveLength(1)
    })
  })
}
