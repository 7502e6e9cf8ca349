import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/auth/contract'
import { ADA, BEN, ENDING, paged, personOf, sessionOf, type OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** As often is repeated what depends on who comes first. */
const ROUNDS = 10

const next = (tokenHash: string) => ({ tokenHash, salt: 'salt', lastSeenAt: 1500, expiresAt: 2500 })

/** What must come out the same whoever comes first. In brackets is who was bitten by it. */
export function describeSessionRaces(open: OpenStores): void {
  describe('sessions of which several things happen at once', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
      await stores.users.create(ADA, 'hash of Ada')
      await stores.users.create(BEN, null)
    })

    const living = (...hashes: string[]) => Promise.all(hashes.map((hash) => stores.sessions.find(hash))).then((found) => found.filter(Boolean))
    const listed = (userId: string, now = 1500) => paged((page) => stores.sessions.list({ userId, which: 'living', now, ...page }), 99)

    test('rotate to one credential of all that were asked for', async () => {
      await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
      const hashes = Array.from({ length: 10 }, (_, i) => `new ${String(i)}`)
      const won = await Promise.all(hashes.map((hash) => stores.sessions.rotate('h1', next(hash))))
      expect(won.filter(Boolean)).toHaveLength(1)
      expect(await living(...hashes)).toHaveLength(1)
      expect(await living(hashes[won.indexOf(true)] ?? '')).toHaveLength(1)
    })

    test('all stand in their person’s list when they began at once (Better Auth 11022)', async () => {
      const ids = Array.from({ length: 20 }, (_, i) => `s${String(i)}`)
      await Promise.all(ids.map((id) => stores.sessions.create(sessionOf('ada', id), `hash of ${id}`)))
      expect((await listed('ada')).flat().sort()).toEqual([...ids].sort())
      expect(await stores.sessions.count('ada', 1500, 99)).toBe(20)
      expect(await living(...ids.map((id) => `hash of ${id}`))).toHaveLength(20)
    })

    test('are no more than may live when they begin at once', async () => {
      const ended = await Promise.all(Array.from({ length: 20 }, (_, i) => stores.sessions.create({ ...sessionOf('ada', `s${String(i)}`), createdAt: i }, `h${String(i)}`, 5)))
      expect(ended.flatMap((ids) => ids ?? [])).toHaveLength(15)
      expect(await stores.sessions.count('ada', 1500, 99)).toBe(5)
    })

    for (const [how, end] of [
      ['ended', (userId: string) => stores.sessions.end(userId, `s of ${userId}`, ENDING)],
      ['ended with all others', (userId: string) => stores.users.beginEpoch(userId, ENDING)],
      ['ended by disabling', (userId: string) => stores.users.setAuthority(userId, { disabled: true }, ENDING)],
      ['deleted with its person', (userId: string) => stores.users.delete(userId, 1500)],
      ['ended because there are too many', (userId: string) => stores.sessions.create({ ...sessionOf(userId, `newer of ${userId}`), createdAt: 1500 }, `newer of ${userId}`, 1)],
    ] as const) {
      test(`are not brought back by a renewal that is on its way when one is ${how} (Better Auth 11073)`, async () => {
        for (let round = 0; round < ROUNDS; round++) {
          const userId = `p${String(round)}`
          const [id, hash, renewed] = [`s of ${userId}`, `h of ${userId}`, `renewed of ${userId}`]
          await stores.users.create(personOf(userId), null)
          await stores.sessions.create(sessionOf(userId, id), hash)
          const acts = [
            () => stores.sessions.extend(id, { lastSeenAt: 1500, expiresAt: 2500 }),
            () => stores.sessions.rotate(hash, next(renewed)),
            () => end(userId),
          ]
          await Promise.all((round % 2 ? acts : acts.reverse()).map((act) => act()))
          expect(await living(hash, renewed)).toEqual([])
          for (const one of [hash, renewed]) expect(await stores.sessions.findSpent(one)).toBeNull()
          expect((await listed(userId)).flat()).not.toContain(id)
          expect(await stores.sessions.extend(id, { lastSeenAt: 1600, expiresAt: 2600 })).toBe(false)
          for (const one of [hash, renewed]) expect(await stores.sessions.rotate(one, next('late'))).toBe(false)
        }
      })
    }

    test('never begin while their person is disabled or deleted at the same moment', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const userId = `p${String(round)}`
        await stores.users.create(personOf(userId), null)
        const begin = () => stores.sessions.create(sessionOf(userId, `s of ${userId}`), `h of ${userId}`)
        const end = () => (round % 2 ? stores.users.delete(userId, 1500) : stores.users.setAuthority(userId, { disabled: true }, ENDING))
        await Promise.all(round % 4 < 2 ? [begin(), end()] : [end(), begin()])
        expect(await living(`h of ${userId}`)).toEqual([])
        expect(await listed(userId)).toEqual([[]])
      }
    })

    describe('and their actors', () => {
      const ben = (sessionId: string): Actor => ({ userId: 'ben', sessionId, epoch: 0, admin: false })
      beforeEach(async () => {
        for (const n of ['1', '2']) await stores.sessions.create(sessionOf('ben', `s${n}`), `h${n}`)
      })

      test('of two who end each other one stays', async () => {
        const both = await Promise.allSettled([stores.sessions.end('ben', 's2', ENDING, ben('s1')), stores.sessions.end('ben', 's1', ENDING, ben('s2'))])
        expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
        expect(await living('h1', 'h2')).toHaveLength(1)
      })

      test('of two who end all others one stays', async () => {
        const both = await Promise.allSettled(['s1', 's2'].map((id) => stores.users.beginEpoch('ben', ENDING, ben(id), id)))
        expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
        expect(await living('h1', 'h2')).toHaveLength(1)
      })

      for (const first of ['all but one', 'all'] as const) {
        test(`an “end all but this one” cannot replace an “end all”, with “end ${first}” first`, async () => {
          const acts = [() => stores.users.beginEpoch('ben', ENDING, ben('s1'), 's1'), () => stores.users.beginEpoch('ben', ENDING)]
          await Promise.allSettled((first === 'all' ? acts.reverse() : acts).map((act) => act()))
          expect(await living('h1', 'h2')).toEqual([])
          const person = (await stores.revocations.find('ben', 's1')).person?.user
          expect(person).toMatchObject({ spared: null })

          // What the older one still has to write down comes late, and ends nothing that began since.
          await stores.sessions.create({ ...sessionOf('ben', 's3'), epoch: person?.epoch ?? 0 }, 'h3')
          await stores.sessions.endBefore('ben', 1, ENDING, 's1')
          expect(await living('h1', 'h2')).toEqual([])
          expect(await living('h3')).toHaveLength(1)
        })
      }
    })
  })
}
