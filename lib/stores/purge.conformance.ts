import { beforeEach, describe, expect, test } from 'vitest'
import { ADA, ENDING, sessionOf, type OpenStores } from './conformance-samples'
import type { Revoked } from './revocations'
import type { Stores } from './stores'

/** What is deleted because it is over, and how much at once. */
export function describePurge(open: OpenStores): void {
  describe('the purge', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
      await stores.users.create(ADA, 'hash of Ada')
    })

    const limits = { now: 2000, expired: 1500, ended: 1500, events: 1500, attempts: 1500 }
    const rounds = async (most: number) => {
      const counts: number[] = []
      for (;;) {
        const count = await stores.purge(limits, most)
        if (count === 0) return counts
        counts.push(count)
      }
    }
    const event = (id: string, at: number) => ({ id, at, type: 'sign_in', userId: null, actorId: null, sessionId: null, ip: null, userAgent: null, detail: null }) as const

    test('deletes what is over, and nothing else', async () => {
      const take = (key: string, at: number) => stores.attempts.take([{ key, limit: 1 }], 1e9, at)
      await stores.sessions.create({ ...sessionOf('ada', 'lives'), expiresAt: 2001 }, 'lives')
      await stores.sessions.create({ ...sessionOf('ada', 'expired'), expiresAt: 1501 }, 'expired')
      await stores.sessions.create({ ...sessionOf('ada', 'old'), expiresAt: 1500 }, 'old')
      await stores.sessions.create({ ...sessionOf('ada', 'ended'), expiresAt: 9999 }, 'ended')
      await stores.sessions.create({ ...sessionOf('ada', 'ended long ago'), expiresAt: 9999 }, 'ended long ago')
      await stores.sessions.end('ada', 'ended', { ...ENDING, at: 1501 })
      await stores.sessions.end('ada', 'ended long ago', { ...ENDING, at: 1500 })
      for (const at of [1500, 1501]) await stores.events.record(event(String(at), at))
      await take('old', 1500)
      await take('new', 1501)
      const entry: Revoked = { userId: 'ada', sessionId: 'a', at: 1, by: null, why: 'ended', expiresAt: 2000 }
      await stores.revocations.add(entry)
      await stores.revocations.add({ ...entry, sessionId: 'b', expiresAt: 2001 })
      await stores.revokedTokens.add('old', 2000)
      await stores.revokedTokens.add('new', 2001)

      await rounds(100)
      expect(await stores.sessions.find('lives')).not.toBeNull()
      expect(await stores.sessions.find('expired')).not.toBeNull()
      expect(await stores.sessions.find('old')).toBeNull()
      expect(await stores.sessions.ending('ended')).not.toBeNull()
      expect(await stores.sessions.ending('ended long ago')).toBeNull()
      expect((await stores.events.list({ limit: 9 })).items.map(({ id }) => id)).toEqual(['1501'])
      expect(await take('old', 1600)).toBe(0)
      expect(await take('new', 1600)).toBeGreaterThan(0)
      const listed = async (id: string) => (await stores.revocations.find('ada', id)).ended !== null
      expect([await listed('a'), await listed('b')]).toEqual([false, true])
      expect([await stores.revokedTokens.has('old'), await stores.revokedTokens.has('new')]).toEqual([false, true])
      expect(await stores.users.findById('ada')).toEqual(ADA)
    })

    test('never deletes more at once than it may, also of one session’s spent tokens', async () => {
      await stores.sessions.create({ ...sessionOf('ada', 's1'), expiresAt: 1400 }, 'h0')
      for (let i = 0; i < 7; i++) {
        await stores.sessions.rotate(`h${String(i)}`, { tokenHash: `h${String(i + 1)}`, salt: 's', lastSeenAt: 1000, expiresAt: 1400 })
      }
      for (let i = 0; i < 4; i++) await stores.events.record(event(String(i), 1))
      expect(await rounds(3)).toEqual([3, 3, 1, 1, 3, 1])
    })

    test('keeps the spent tokens of a session that lives', async () => {
      await stores.sessions.create({ ...sessionOf('ada', 's1'), expiresAt: 2001 }, 'h0')
      await stores.sessions.rotate('h0', { tokenHash: 'h1', salt: 's', lastSeenAt: 1000, expiresAt: 2001 })
      expect(await rounds(10)).toEqual([])
      expect(await stores.sessions.findSpent('h0')).not.toBeNull()
    })
  })
}
