import { beforeEach, describe, expect, test } from 'vitest'
import { ADA, BEN, ENDING, sessionOf, type OpenStores } from './conformance-samples'
import { KEEP_ENDED_MS } from './sessions'
import type { Stores } from './stores'

/** How sessions begin, go on, rotate and end. */
export function describeSessions(open: OpenStores): void {
  describe('sessions', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
      await stores.users.create(ADA, 'hash of Ada')
    })

    test('are found with their person as they are now', async () => {
      await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
      await stores.users.setAuthority('ada', { role: 'admin' }, ENDING)
      expect(await stores.sessions.find('h1')).toEqual({ session: sessionOf('ada', 's1'), user: { ...ADA, role: 'admin' } })
      expect(await stores.sessions.find('H1')).toBeNull()
      expect(await stores.sessions.find('s1')).toBeNull()
    })

    test('keep what is not known as null', async () => {
      const session = { ...sessionOf('ada', 's1'), ip: null, userAgent: null }
      await stores.sessions.create(session, 'h1')
      expect((await stores.sessions.find('h1'))?.session).toEqual(session)
    })

    test('are extended while they are there', async () => {
      await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
      expect(await stores.sessions.extend('s1', { lastSeenAt: 1500, expiresAt: 2500 })).toBe(true)
      expect((await stores.sessions.find('h1'))?.session).toEqual({ ...sessionOf('ada', 's1'), lastSeenAt: 1500, expiresAt: 2500 })
      await stores.sessions.end('ada', 's1', ENDING)
      expect(await stores.sessions.extend('s1', { lastSeenAt: 1600, expiresAt: 2600 })).toBe(false)
      expect(await stores.sessions.find('h1')).toBeNull()
    })

    test('are ended once, and only their owner’s', async () => {
      await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
      expect(await stores.sessions.end('ben', 's1', ENDING)).toBe(false)
      expect(await stores.sessions.find('h1')).not.toBeNull()
      expect(await stores.sessions.end('ada', 's1', ENDING)).toBe(true)
      expect(await stores.sessions.end('ada', 's1', ENDING)).toBe(false)
    })

    test('that began before an epoch are ended but for the one excepted, and nobody else’s', async () => {
      await stores.users.create(BEN, null)
      await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
      await stores.sessions.create(sessionOf('ada', 's2'), 'h2')
      await stores.sessions.create(sessionOf('ben', 's3'), 'h3')
      await stores.users.beginEpoch('ada', ENDING, undefined, 's1')
      await stores.sessions.create({ ...sessionOf('ada', 's4'), epoch: 1 }, 'h4')
      expect(await stores.sessions.endBefore('ada', 1, ENDING, 's1')).toEqual(['s2'])
      expect(await stores.sessions.endBefore('ada', 1, ENDING, 's1')).toEqual([])
      for (const hash of ['h1', 'h3', 'h4']) expect(await stores.sessions.find(hash), hash).not.toBeNull()
      expect(await stores.sessions.find('h2')).toBeNull()
      expect(await stores.sessions.endBefore('ada', 1, ENDING)).toEqual(['s1'])
      expect(await stores.sessions.find('h4')).not.toBeNull()
    })

    test('begin only for a person who is there, enabled, and in the epoch that the session says', async () => {
      const begin = (hash: string, epoch: number, userId = 'ada') => stores.sessions.create({ ...sessionOf(userId, hash), epoch }, hash)
      expect(await begin('h1', 1)).toBeNull()
      expect(await begin('h2', 0, 'nobody')).toBeNull()
      expect(await begin('h3', 0)).toEqual([])
      await stores.users.beginEpoch('ada', ENDING)
      expect(await begin('h4', 0)).toBeNull()
      expect(await begin('h5', 1)).toEqual([])
      await stores.users.setAuthority('ada', { disabled: true }, ENDING)
      for (const epoch of [0, 1, 2]) expect(await begin(`h6${String(epoch)}`, epoch)).toBeNull()
      expect((await stores.sessions.list({ userId: 'ada', which: 'living', now: 1500, limit: 9 })).items).toEqual([])
    })

    test('that were ended say how, stay listed for a day, and are found by nothing else', async () => {
      await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
      await stores.sessions.create({ ...sessionOf('ada', 's2'), createdAt: 1100 }, 'h2')
      expect(await stores.sessions.ending('s1')).toBeNull()
      await stores.sessions.end('ada', 's1', ENDING)
      expect(await stores.sessions.ending('s1')).toEqual(ENDING)
      expect(await stores.sessions.ending('nothing')).toBeNull()
      expect(await stores.sessions.find('h1')).toBeNull()
      expect(await stores.sessions.findEnded('h1')).toEqual(sessionOf('ada', 's1'))
      expect(await stores.sessions.findEnded('h2')).toBeNull()
      expect(await stores.sessions.findEnded('s1')).toBeNull()
      const listed = async (now: number) => (await stores.sessions.list({ userId: null, which: 'ended', now, limit: 9 })).items
      expect(await listed(ENDING.at + KEEP_ENDED_MS - 1)).toEqual([{ ...sessionOf('ada', 's1'), ended: ENDING }])
      expect(await listed(ENDING.at + KEEP_ENDED_MS)).toEqual([])
    })

    describe('with credentials that rotate', () => {
      const next = (n: number) => ({ tokenHash: `h${String(n)}`, salt: `salt ${String(n)}`, lastSeenAt: 1000 + n, expiresAt: 2000 + n })
      beforeEach(() => stores.sessions.create(sessionOf('ada', 's1'), 'h1'))

      test('have one that lives, and know the others as spent', async () => {
        expect(await stores.sessions.rotate('h1', next(2))).toBe(true)
        const session = { ...sessionOf('ada', 's1'), lastSeenAt: 1002, expiresAt: 2002 }
        expect(await stores.sessions.find('h1')).toBeNull()
        expect(await stores.sessions.find('h2')).toEqual({ session, user: ADA })
        expect(await stores.sessions.findSpent('h1')).toEqual({ session, user: ADA, spentAt: 1002, salt: 'salt 2' })
        expect(await stores.sessions.findSpent('h2')).toBeNull()
      })

      test('forget the salt of all but the last that was spent', async () => {
        await stores.sessions.rotate('h1', next(2))
        await stores.sessions.rotate('h2', next(3))
        expect(await stores.sessions.findSpent('h1')).toMatchObject({ spentAt: 1002, salt: null })
        expect(await stores.sessions.findSpent('h2')).toMatchObject({ spentAt: 1003, salt: 'salt 3' })
      })

      test('rotate nothing that is spent, ended or unknown, and then know nothing as spent', async () => {
        await stores.sessions.rotate('h1', next(2))
        expect(await stores.sessions.rotate('h1', next(3))).toBe(false)
        expect(await stores.sessions.rotate('unknown', next(3))).toBe(false)
        await stores.sessions.end('ada', 's1', ENDING)
        expect(await stores.sessions.rotate('h2', next(3))).toBe(false)
        expect(await stores.sessions.find('h3')).toBeNull()
        expect(await stores.sessions.findSpent('h1')).toBeNull()
        expect(await stores.sessions.findSpent('h2')).toBeNull()
      })
    })
  })
}
