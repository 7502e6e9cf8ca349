import { beforeEach, describe, expect, test } from 'vitest'
import { ADA, ENDING, paged, sessionOf, type OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** What is over by itself leaves nothing behind. In brackets is who was bitten by it. */
export function describeSessionExpiry(open: OpenStores): void {
  describe('sessions that are over by themselves', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
      await stores.users.create(ADA, 'hash of Ada')
    })

    const listed = async (now: number) => (await paged((page) => stores.sessions.list({ userId: 'ada', which: 'living', now, ...page }), 9)).flat()
    const purge = async (now: number) => {
      while ((await stores.purge({ now, expired: now, ended: now, events: now, attempts: now }, 100)) > 0);
    }

    for (const [what, leftMs] of [['nothing', 0], ['less than nothing', -1]] as const) {
      test(`and whose time to live is ${what} are over now, and not never (Better Auth 10992)`, async () => {
        await stores.sessions.create({ ...sessionOf('ada', 's1'), expiresAt: 1000 + leftMs }, 'h1')
        expect(await listed(1000)).toEqual([])
        await stores.sessions.create(sessionOf('ada', 's2'), 'h2')
        await stores.sessions.extend('s2', { lastSeenAt: 1500, expiresAt: 1500 + leftMs })
        await stores.sessions.create(sessionOf('ada', 's3'), 'h3')
        await stores.sessions.rotate('h3', { tokenHash: 'h4', salt: 'salt', lastSeenAt: 1500, expiresAt: 1500 + leftMs })
        expect(await listed(1500)).toEqual([])
        expect(await stores.sessions.count('ada', 1500, 9)).toBe(0)
        await purge(1500)
        for (const hash of ['h1', 'h2', 'h3', 'h4']) {
          expect(await stores.sessions.find(hash)).toBeNull()
          expect(await stores.sessions.findSpent(hash)).toBeNull()
        }
      })
    }

    test('leave no orphan where sessions are looked up, counted or listed (Spring Session 2230, 3453)', async () => {
      for (const n of ['1', '2']) await stores.sessions.create(sessionOf('ada', `s${n}`), `h${n}`)
      await stores.sessions.create({ ...sessionOf('ada', 'lives'), expiresAt: 3000 }, 'lives')
      await stores.sessions.rotate('h1', { tokenHash: 'h3', salt: 'salt', lastSeenAt: 1500, expiresAt: 2000 })
      await stores.sessions.end('ada', 's2', ENDING)
      await purge(2000)

      for (const which of ['living', 'ended'] as const) {
        for (const userId of ['ada', null]) {
          const found = await stores.sessions.list({ userId, which, now: 1000, limit: 9 })
          expect(found.items.map(({ id }) => id)).toEqual(which === 'living' ? ['lives'] : [])
        }
      }
      expect(await stores.sessions.count('ada', 1000, 9)).toBe(1)
      for (const id of ['s1', 's2']) {
        expect(await stores.sessions.get(id)).toBeNull()
        expect(await stores.sessions.ending(id)).toBeNull()
        expect(await stores.sessions.end('ada', id, ENDING)).toBe(false)
      }
      expect(await stores.sessions.endBefore('ada', 1, ENDING, 'lives')).toEqual([])
      // Under the same names begins what knows nothing of what was there.
      expect(await stores.sessions.create(sessionOf('ada', 's1'), 'h5', 2)).toEqual([])
      expect(await stores.sessions.create(sessionOf('ada', 's2'), 'h2')).toEqual([])
      expect(await stores.sessions.findSpent('h1')).toBeNull()
      expect(await stores.sessions.findEnded('h2')).toBeNull()
      expect(await stores.sessions.get('s2')).toMatchObject({ ended: null })
      expect(await stores.users.delete('ada', 1500)).toHaveLength(3)
    })

    test('and their person’s places at tries and revoked tokens are over as soon', async () => {
      const places = [{ key: 'key', limit: 1 }]
      for (let i = 0; i < 3; i++) expect(await stores.attempts.take(places, 0, 1000)).toBe(0)
      await stores.revokedTokens.add('t1', 999)
      await stores.revocations.add({ ...ENDING, userId: 'ada', sessionId: 's1', expiresAt: 999 })
      await purge(1000)
      expect(await stores.revokedTokens.has('t1')).toBe(false)
      expect(await stores.revocations.find('ada', 's1')).toMatchObject({ ended: null })
    })
  })
}
