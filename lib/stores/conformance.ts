import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/auth/contract'
import { MOST_ATTEMPTS } from './attempts'
import type { Ending } from './ending'
import type { Revoked } from './revocations'
import { KEEP_ENDED_MS, type StoredSession } from './sessions'
import type { StoredSigningKey } from './signing-keys'
import type { Stores } from './stores'
import type { StoredUser } from './users'

const ADA: StoredUser = { id: 'ada', email: 'ada@example.com', name: 'Ada', role: 'user', disabled: false, createdAt: 1, epoch: 0, spared: null }
const BEN: StoredUser = { ...ADA, id: 'ben', email: 'ben@example.com', name: 'Ben' }

const sessionOf = (userId: string, id: string): StoredSession => ({
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

const ENDING: Ending = { at: 1700, by: 'ada', why: 'ended' }

const keyOf = (kid: string, createdAt: number): StoredSigningKey => ({
  kid,
  publicKey: `public ${kid}`,
  sealedKey: `sealed ${kid}`,
  createdAt,
  retiredAt: null,
})

/** What every store driver must pass. */
export function conform(name: string, make: () => Promise<Stores> | Stores): void {
  describe(`${name} stores conform`, () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await make()
      await stores.users.create(ADA, 'hash of Ada')
    })

    test('answers a ping', async () => {
      await expect(stores.ping()).resolves.toBeUndefined()
    })

    describe('users', () => {
      test('are found as they were created', async () => {
        expect(await stores.users.findById('ada')).toEqual(ADA)
        expect(await stores.users.findByEmail('ada@example.com')).toEqual({ user: ADA, passwordHash: 'hash of Ada' })
      })

      test('nobody is null', async () => {
        expect(await stores.users.findById('nobody')).toBeNull()
        expect(await stores.users.findByEmail('nobody@example.com')).toBeNull()
        expect(await stores.users.rename('nobody', 'N')).toBeNull()
      })

      test('an e-mail address belongs to one person, also when two sign up at once', async () => {
        const twins = [{ ...BEN, id: 'one' }, { ...BEN, id: 'two' }]
        const created = await Promise.all(twins.map((twin) => stores.users.create(twin, null)))
        expect(created.sort()).toEqual([false, true])
        expect(await stores.users.create({ ...ADA, id: 'other' }, null)).toBe(false)
        expect(await stores.users.findByEmail('ada@example.com')).toMatchObject({ user: { id: 'ada' } })
      })

      test('a change changes what it names and nothing else', async () => {
        expect(await stores.users.rename('ada', 'Countess')).toEqual({ ...ADA, name: 'Countess' })
        const { after } = (await stores.users.setAuthority('ada', { role: 'admin' }, ENDING)) as { after: StoredUser }
        expect(after).toEqual({ ...ADA, name: 'Countess', role: 'admin' })
        expect(await stores.users.findByEmail('ada@example.com')).toMatchObject({ passwordHash: 'hash of Ada' })
      })

      test('are listed newest first, and searched in any case', async () => {
        await stores.users.create({ ...BEN, createdAt: 2, name: 'Émile_%' }, null)
        const found = async (search?: string, limit = 9) => (await stores.users.list({ limit, search })).items.map(({ id }) => id)
        expect(await found()).toEqual(['ben', 'ada'])
        expect(await found(undefined, 1)).toEqual(['ben'])
        expect(await found('ADA@')).toEqual(['ada'])
        expect(await found('émile')).toEqual(['ben'])
        expect(await found('ÉMILE_%')).toEqual(['ben'])
        expect(await found('_')).toEqual(['ben'])
        expect(await found('nobody')).toEqual([])
      })

      test('a password is changed only in place of the one that was meant', async () => {
        expect(await stores.users.findPassword('ada')).toBe('hash of Ada')
        expect(await stores.users.findPassword('nobody')).toBeNull()
        const both = await Promise.all(['x', 'y'].map((after) => stores.users.changePassword('ada', 'hash of Ada', after, ENDING)))
        expect(both).toEqual([{ ...ADA, epoch: 1 }, null])
        expect(await stores.users.findPassword('ada')).toBe('x')
        expect(await stores.users.changePassword('nobody', 'x', 'y', ENDING)).toBeNull()
      })

      test('an e-mail address is changed unless somebody else has it', async () => {
        await stores.users.create(BEN, null)
        expect(await stores.users.changeEmail('ada', BEN.email, ENDING)).toBe('email_taken')
        expect(await stores.users.changeEmail('ada', ADA.email, ENDING)).toEqual({ ...ADA, epoch: 1 })
        expect(await stores.users.changeEmail('ada', 'new@example.com', ENDING)).toEqual({ ...ADA, email: 'new@example.com', epoch: 2 })
        expect(await stores.users.findByEmail(ADA.email)).toBeNull()
        expect(await stores.users.changeEmail('nobody', 'nobody@example.com', ENDING)).toBeNull()
      })

      describe('with one enabled admin', () => {
        beforeEach(async () => {
          await stores.users.setAuthority('ada', { role: 'admin' }, ENDING)
          await stores.users.create({ ...BEN, role: 'admin', disabled: true }, null)
        })
        const admin = { ...ADA, role: 'admin' }

        test('that one stays', async () => {
          expect(await stores.users.setAuthority('ada', { role: 'user' }, ENDING)).toBe('last_admin')
          expect(await stores.users.setAuthority('ada', { disabled: true }, ENDING)).toBe('last_admin')
          expect(await stores.users.delete('ada', 1)).toBe('last_admin')
          expect(await stores.users.findById('ada')).toEqual(admin)
          expect(await stores.users.setAuthority('ada', { role: 'admin', disabled: false }, ENDING)).toEqual({ before: admin, after: admin })
        })

        test('whoever counts for nothing may go', async () => {
          expect(await stores.users.setAuthority('ben', { role: 'user' }, ENDING)).toMatchObject({ after: { role: 'user', disabled: true } })
          expect(await stores.users.delete('ben', 1)).toEqual([])
          expect(await stores.users.setAuthority('nobody', { role: 'user' }, ENDING)).toBeNull()
          expect(await stores.users.delete('nobody', 1)).toBeNull()
        })

        test('of two who go at once one stays', async () => {
          await stores.users.setAuthority('ben', { disabled: false }, ENDING)
          const both = await Promise.all([stores.users.setAuthority('ada', { role: 'user' }, ENDING), stores.users.delete('ben', 1)])
          expect(both.filter((one) => one === 'last_admin')).toHaveLength(1)
        })
      })

      test('go with their sessions, and say which of them lived', async () => {
        await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
        await stores.sessions.create(sessionOf('ada', 's2'), 'h2')
        await stores.sessions.create({ ...sessionOf('ada', 's3'), expiresAt: 1500 }, 'h3')
        await stores.sessions.rotate('h1', { tokenHash: 'h4', salt: 'salt', lastSeenAt: 1000, expiresAt: 2000 })
        await stores.sessions.end('ada', 's2', ENDING)
        expect(await stores.users.delete('ada', 1500)).toEqual(['s1'])
        expect(await stores.users.findById('ada')).toBeNull()
        expect(await stores.sessions.find('h4')).toBeNull()
        for (const id of ['s1', 's2', 's3']) expect(await stores.sessions.get(id)).toBeNull()
      })

      test('text is text, whatever it holds', async () => {
        const name = `'; DROP TABLE users; -- \u0000 𝕏 "`
        await stores.users.rename('ada', name)
        expect(await stores.users.findById('ada')).toMatchObject({ name })
      })
    })

    describe('sessions', () => {
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

        test('of many that rotate one at once one wins', async () => {
          const won = await Promise.all([2, 3, 4].map((n) => stores.sessions.rotate('h1', next(n))))
          expect(won.filter(Boolean)).toHaveLength(1)
          expect((await Promise.all(['h2', 'h3', 'h4'].map((hash) => stores.sessions.find(hash)))).filter(Boolean)).toHaveLength(1)
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

    describe('an epoch of a person', () => {
      const acts: readonly (readonly [string, () => Promise<unknown>])[] = [
        ['ending all sessions', () => stores.users.beginEpoch('ada', ENDING)],
        ['a new password', () => stores.users.changePassword('ada', 'hash of Ada', 'x', ENDING)],
        ['a new e-mail address', () => stores.users.changeEmail('ada', 'new@example.com', ENDING)],
        ['disabling, and enabling again', async () => {
          await stores.users.setAuthority('ada', { disabled: true }, ENDING)
          await stores.users.setAuthority('ada', { disabled: true }, { ...ENDING, at: 9 })
          await stores.users.setAuthority('ada', { disabled: false }, { ...ENDING, at: 9 })
        }],
      ]

      test.each(acts)('begins with %s, and every session of an earlier one is over, for good', async (_, act) => {
        await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
        await stores.sessions.create(sessionOf('ada', 's2'), 'h2')
        await stores.sessions.rotate('h2', { tokenHash: 'h3', salt: 'salt', lastSeenAt: 1000, expiresAt: 2000 })
        await act()
        expect(await stores.users.findById('ada')).toMatchObject({ epoch: 1, spared: null })
        expect((await stores.revocations.find('ada', 's1')).person?.epochBegan).toEqual(ENDING)
        for (const hash of ['h1', 'h3']) expect(await stores.sessions.find(hash)).toBeNull()
        expect(await stores.sessions.findSpent('h2')).toBeNull()
        expect(await stores.sessions.extend('s1', { lastSeenAt: 1500, expiresAt: 2500 })).toBe(false)
        expect(await stores.sessions.rotate('h3', { tokenHash: 'h4', salt: 'salt', lastSeenAt: 1000, expiresAt: 2000 })).toBe(false)
        expect((await stores.sessions.list({ userId: 'ada', which: 'living', now: 1500, limit: 9 })).items).toEqual([])
        expect(await stores.sessions.count('ada', 1500, 9)).toBe(0)
      })

      test('does not begin with a change that is refused, or that takes nothing away', async () => {
        await stores.users.create(BEN, null)
        await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
        await stores.users.changePassword('ada', 'another hash', 'x', ENDING)
        await stores.users.changeEmail('ada', BEN.email, ENDING)
        await stores.users.setAuthority('ada', { role: 'admin', disabled: false }, ENDING)
        await stores.users.setAuthority('ada', { disabled: true }, ENDING)
        await stores.users.rename('ada', 'Countess')
        expect(await stores.users.findById('ada')).toMatchObject({ epoch: 0 })
        expect(await stores.sessions.find('h1')).not.toBeNull()
      })

      test('spares one session, until the next begins', async () => {
        await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
        await stores.users.beginEpoch('ada', ENDING, undefined, 's1')
        expect(await stores.sessions.find('h1')).toMatchObject({ user: { epoch: 1, spared: 's1' } })
        expect(await stores.sessions.extend('s1', { lastSeenAt: 1500, expiresAt: 2500 })).toBe(true)
        await stores.users.beginEpoch('ada', ENDING, undefined, 's2')
        expect(await stores.sessions.find('h1')).toBeNull()
      })

      test('nobody has none', async () => {
        expect(await stores.users.beginEpoch('nobody', ENDING)).toBeNull()
      })
    })

    describe('an actor', () => {
      const ben: Actor = { userId: 'ben', sessionId: 's1', epoch: 0, admin: false }
      const key = keyOf('k1', 1)
      const client = { id: 'c1', name: 'C', scopes: [], createdAt: 1 }
      const session = { userId: 'ada', sessionId: 's9', at: 1, by: 'ben', why: 'ended', expiresAt: 2000 } as const
      const writes: readonly (readonly [string, (actor: Actor) => Promise<unknown>])[] = [
        ['rename', (actor) => stores.users.rename('ada', 'N', actor)],
        ['beginEpoch', (actor) => stores.users.beginEpoch('ada', ENDING, actor)],
        ['changeEmail', (actor) => stores.users.changeEmail('ada', 'n@example.com', ENDING, actor)],
        ['changePassword', (actor) => stores.users.changePassword('ada', 'hash of Ada', 'x', ENDING, actor)],
        ['setAuthority', (actor) => stores.users.setAuthority('ada', { disabled: true }, ENDING, actor)],
        ['delete', (actor) => stores.users.delete('ada', 1, actor)],
        ['sessions.end', (actor) => stores.sessions.end('ada', 's9', ENDING, actor)],
        ['revocations.add', (actor) => stores.revocations.add(session, actor)],
        ['signingKeys.replace', (actor) => stores.signingKeys.replace(null, key, actor)],
        ['clients.create', (actor) => stores.clients.create(client, 'hash', actor)],
        ['clients.delete', (actor) => stores.clients.delete('c0', actor)],
      ]
      const ends: readonly (readonly [string, () => Promise<unknown>])[] = [
        ['its session was ended', () => stores.sessions.end('ben', 's1', ENDING)],
        ['its session is on the list', () => stores.revocations.add({ ...session, userId: 'ben', sessionId: 's1' })],
        ['all sessions of its person were ended', () => stores.users.beginEpoch('ben', ENDING)],
        ['all but another of them were', () => stores.users.beginEpoch('ben', ENDING, undefined, 's2')],
        ['its person was disabled', () => stores.users.setAuthority('ben', { disabled: true }, ENDING)],
        ['its person was disabled, and enabled again', async () => {
          await stores.users.setAuthority('ben', { disabled: true }, ENDING)
          await stores.users.setAuthority('ben', { disabled: false }, ENDING)
        }],
        ['its person was deleted', () => stores.users.delete('ben', 1)],
      ]
      const everything = async () => [
        await stores.users.findById('ada'),
        await stores.users.findPassword('ada'),
        await stores.sessions.ending('s9'),
        await stores.revocations.find('ada', 's9'),
        await stores.signingKeys.list(),
        await stores.clients.list(),
      ]
      beforeEach(async () => {
        await stores.users.create(BEN, 'hash of Ben')
        await stores.sessions.create(sessionOf('ben', 's1'), 'h1')
        await stores.sessions.create(sessionOf('ada', 's9'), 'h9')
        await stores.clients.create({ ...client, id: 'c0' }, 'hash')
      })

      test.each(writes)('whose session counts may %s', async (_, write) => {
        const before = await everything()
        await write(ben)
        expect(await everything()).not.toEqual(before)
      })

      test('whose session was spared still may', async () => {
        await stores.users.beginEpoch('ben', ENDING, undefined, 's1')
        expect(await stores.users.rename('ada', 'N', ben)).toMatchObject({ name: 'N' })
      })

      for (const [what, end] of ends) {
        test.each(writes)(`changes nothing once ${what}: %s`, async (_, write) => {
          await end()
          const before = await everything()
          await expect(write(ben)).rejects.toMatchObject({ name: 'SessionOver', why: 'over' })
          expect(await everything()).toEqual(before)
        })
      }

      test.each(writes)('who must be an admin, and is not, changes nothing: %s', async (_, write) => {
        const before = await everything()
        await expect(write({ ...ben, admin: true })).rejects.toMatchObject({ name: 'SessionOver', why: 'no_admin' })
        expect(await everything()).toEqual(before)
        await stores.users.setAuthority('ben', { role: 'admin' }, ENDING)
        await write({ ...ben, admin: true })
        expect(await everything()).not.toEqual(before)
      })

      test('of two who end each other at once one stays', async () => {
        await stores.sessions.create(sessionOf('ben', 's2'), 'h2')
        const other = { ...ben, sessionId: 's2' }
        const both = await Promise.allSettled([stores.sessions.end('ben', 's2', ENDING, ben), stores.sessions.end('ben', 's1', ENDING, other)])
        expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
        expect((await Promise.all(['h1', 'h2'].map((hash) => stores.sessions.find(hash)))).filter(Boolean)).toHaveLength(1)
      })

      test('of two who end all others at once one stays', async () => {
        await stores.sessions.create(sessionOf('ben', 's2'), 'h2')
        const both = await Promise.allSettled(['s1', 's2'].map((sessionId) => stores.users.beginEpoch('ben', ENDING, { ...ben, sessionId }, sessionId)))
        expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
        expect((await Promise.all(['h1', 'h2'].map((hash) => stores.sessions.find(hash)))).filter(Boolean)).toHaveLength(1)
      })
    })

    describe('the revocation list', () => {
      const entry: Revoked = { userId: 'ada', sessionId: 's1', at: 1000, by: 'ben', why: 'ended', expiresAt: 2000 }
      const ended = { at: 1000, by: 'ben', why: 'ended' }

      test('says how a session ended, and who its person is now', async () => {
        expect(await stores.revocations.find('ada', 's1')).toEqual({ ended: null, person: { user: ADA, epochBegan: null } })
        await stores.revocations.add(entry)
        await stores.users.setAuthority('ada', { role: 'admin' }, ENDING)
        expect(await stores.revocations.find('ada', 's1')).toEqual({ ended, person: { user: { ...ADA, role: 'admin' }, epochBegan: null } })
        expect(await stores.revocations.find('ada', 's2')).toMatchObject({ ended: null })
      })

      test('knows nobody’s session as anybody else’s', async () => {
        await stores.users.create(BEN, null)
        await stores.revocations.add({ ...entry, userId: 'ben' })
        expect(await stores.revocations.find('ada', 's1')).toMatchObject({ ended: null })
        expect(await stores.revocations.find('nobody', 's1')).toEqual({ ended: null, person: null })
      })

      test('keeps the first entry of a session, and all of them whatever time it is when another is added', async () => {
        expect(await stores.revocations.add(entry)).toBe(true)
        expect(await stores.revocations.add({ ...entry, at: 1500, by: null, expiresAt: 2500 })).toBe(false)
        await stores.revocations.add({ ...entry, sessionId: 's2', at: 1e15, expiresAt: 1e15 })
        expect(await stores.revocations.find('ada', 's1')).toMatchObject({ ended })
      })

      test('takes several at once, each as if it came alone', async () => {
        await stores.revocations.add(entry)
        await stores.revocations.addAll(['s1', 's2', 's3'].map((sessionId) => ({ ...entry, sessionId, at: 1500 })))
        expect(await stores.revocations.find('ada', 's1')).toMatchObject({ ended })
        for (const id of ['s2', 's3']) expect(await stores.revocations.find('ada', id)).toMatchObject({ ended: { ...ended, at: 1500 } })
      })
    })

    describe('events', () => {
      test('come newest first, as many as asked for', async () => {
        const event = { type: 'sign_in', userId: 'ada', actorId: 'ada', sessionId: 's1', ip: null, userAgent: null, detail: null } as const
        for (const at of [1, 2, 2, 3]) await stores.events.record({ ...event, id: `e${String(at)}-${String(Math.random())}`, at })
        expect((await stores.events.list({ limit: 3 })).items.map(({ at }) => at)).toEqual([3, 2, 2])
      })
    })

    describe('attempts', () => {
      test('have as many places as the limit, each free again after the window', async () => {
        const take = (now: number) => stores.attempts.take([{ key: 'key', limit: 2 }], 100, now)
        expect(await take(1000)).toBe(0)
        expect(await take(1050)).toBe(0)
        expect(await take(1060)).toBe(40)
        expect(await take(1099)).toBe(1)
        expect(await take(1100)).toBe(0)
        expect(await take(1101)).toBe(49)
      })

      test('count each key by itself, and are cleared by key', async () => {
        const take = (key: string) => stores.attempts.take([{ key, limit: 1 }], 100, 1000)
        expect(await take('a')).toBe(0)
        expect(await take('b')).toBe(0)
        await stores.attempts.clear('a')
        expect(await take('a')).toBe(0)
        expect(await take('b')).toBe(100)
      })

      test('take a place under every key or under none, and wait for the last of them', async () => {
        const [a, b] = [{ key: 'a', limit: 1 }, { key: 'b', limit: 2 }]
        await stores.attempts.take([b], 100, 1000)
        await stores.attempts.take([b], 100, 1050)
        expect(await stores.attempts.take([a, b], 100, 1060)).toBe(40)
        expect(await stores.attempts.take([a], 100, 1060)).toBe(0)
        expect(await stores.attempts.take([a, b], 100, 1070)).toBe(90)
      })

      test('say how long to wait without taking anything', async () => {
        const places = [{ key: 'key', limit: 1 }]
        for (let i = 0; i < 3; i++) expect(await stores.attempts.wait(places, 100, 1000)).toBe(0)
        expect(await stores.attempts.take(places, 100, 1000)).toBe(0)
        expect(await stores.attempts.wait(places, 100, 1010)).toBe(90)
      })

      test('are given back one by one', async () => {
        const take = (now: number) => stores.attempts.take([{ key: 'key', limit: 2 }], 100, now)
        await take(1000)
        await take(1000)
        await stores.attempts.giveBack('other', 1000)
        await stores.attempts.giveBack('key', 1001)
        expect(await take(1001)).toBe(99)
        await stores.attempts.giveBack('key', 1000)
        expect(await take(1001)).toBe(0)
        expect(await take(1001)).toBe(99)
      })

      test('at the same instant do not pass together', async () => {
        const taken = await Promise.all(Array.from({ length: 10 }, () => stores.attempts.take([{ key: 'key', limit: 3 }], 100, 1000)))
        expect(taken.filter((waitMs) => waitMs === 0)).toHaveLength(3)
      })

      test('are kept only so many, the newest', async () => {
        const take = (...keys: string[]) => stores.attempts.take(keys.map((key) => ({ key, limit: 1 })), 1e9, 1000)
        await take('oldest')
        for (let i = 0; i < MOST_ATTEMPTS / 1000; i++) await take(...Array.from({ length: 1000 }, (_, n) => `${String(i)} ${String(n)}`))
        expect(await take('0 0')).toBeGreaterThan(0)
        expect(await take('oldest')).toBe(0)
        expect(await take('0 0')).toBe(0)
      })
    })

    describe('signing keys', () => {
      test('begin with none', async () => {
        expect(await stores.signingKeys.active()).toBeNull()
        expect(await stores.signingKeys.find('k1')).toBeNull()
        expect(await stores.signingKeys.list()).toEqual([])
      })

      test('of many that want to sign at once one does', async () => {
        const made = await Promise.all(['k1', 'k2', 'k3'].map((kid) => stores.signingKeys.replace(null, keyOf(kid, 1))))
        expect(made.filter(Boolean)).toHaveLength(1)
        expect(await stores.signingKeys.list()).toEqual([await stores.signingKeys.active()])
      })

      test('take over from the one that was meant, which is retired, and from no other', async () => {
        await stores.signingKeys.replace(null, keyOf('k1', 1))
        expect(await stores.signingKeys.replace('k1', keyOf('k2', 2))).toBe(true)
        expect(await stores.signingKeys.replace('k1', keyOf('k3', 3))).toBe(false)
        expect(await stores.signingKeys.replace(null, keyOf('k3', 3))).toBe(false)
        expect(await stores.signingKeys.active()).toEqual(keyOf('k2', 2))
        expect(await stores.signingKeys.find('k1')).toEqual({ ...keyOf('k1', 1), retiredAt: 2 })
        expect((await stores.signingKeys.list()).map(({ kid }) => kid)).toEqual(['k2', 'k1'])
      })

      test('are sealed anew only from what was read', async () => {
        await stores.signingKeys.replace(null, keyOf('k1', 1))
        await stores.signingKeys.reseal('k1', 'sealed k1', 'sealed anew')
        await stores.signingKeys.reseal('k1', 'sealed k1', 'too late')
        expect(await stores.signingKeys.active()).toEqual({ ...keyOf('k1', 1), sealedKey: 'sealed anew' })
      })

      test('are purged by when they retired, and never the one that signs', async () => {
        await stores.signingKeys.replace(null, keyOf('k1', 1))
        await stores.signingKeys.replace('k1', keyOf('k2', 20))
        await stores.signingKeys.replace('k2', keyOf('k3', 30))
        expect(await stores.signingKeys.purge(19)).toEqual([])
        expect(await stores.signingKeys.purge(20)).toEqual(['k1'])
        expect(await stores.signingKeys.find('k1')).toBeNull()
        expect(await stores.signingKeys.purge(Infinity)).toEqual(['k2'])
        expect(await stores.signingKeys.list()).toEqual([keyOf('k3', 30)])
      })
    })

    describe('clients', () => {
      const client = { id: 'c1', name: 'Reader', scopes: ['reports:read', 'reports:write'], createdAt: 1 }

      test('are found as they were created, and gone once deleted', async () => {
        await stores.clients.create(client, 'hash of secret')
        await stores.clients.create({ ...client, id: 'c2', createdAt: 2 }, 'other hash')
        expect(await stores.clients.find('c1')).toEqual({ client, secretHash: 'hash of secret' })
        expect(await stores.clients.list()).toEqual([client, { ...client, id: 'c2', createdAt: 2 }])
        expect(await stores.clients.delete('c1')).toBe(true)
        expect(await stores.clients.delete('c1')).toBe(false)
        expect(await stores.clients.find('c1')).toBeNull()
        expect(await stores.clients.list()).toHaveLength(1)
      })
    })

    describe('revoked tokens', () => {
      test('are known, each once, whatever else is added at whatever time', async () => {
        await stores.revokedTokens.add('t1', 1000)
        await stores.revokedTokens.add('t1', 1000)
        expect(await stores.revokedTokens.has('t1')).toBe(true)
        expect(await stores.revokedTokens.has('T1')).toBe(false)
        await stores.revokedTokens.add('t2', 1e15)
        expect(await stores.revokedTokens.has('t1')).toBe(true)
      })
    })

    describe('reports', () => {
      test('come newest first, as many as asked for', async () => {
        const report = { id: 'r1', title: 'First', createdAt: 1, clientId: 'c1' }
        for (const [id, createdAt] of [['r1', 1], ['r2', 2], ['r3', 2]] as const) {
          await stores.reports.create({ ...report, id, createdAt })
        }
        expect((await stores.reports.recent(2)).map(({ id }) => id)).toEqual(['r3', 'r2'])
        expect((await stores.reports.recent(9)).at(-1)).toEqual(report)
      })
    })

    describe('the purge', () => {
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
  })
}
