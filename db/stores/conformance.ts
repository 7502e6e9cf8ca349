import { beforeEach, describe, expect, test } from 'vitest'
import { KEEP_ENDED_MS, MOST_ATTEMPTS, type Ending, type Revoked, type StoredSession, type StoredSigningKey, type StoredUser, type Stores } from './contract'

const ADA: StoredUser = { id: 'ada', email: 'ada@example.com', name: 'Ada', role: 'user', disabled: false, createdAt: 1 }
const BEN: StoredUser = { ...ADA, id: 'ben', email: 'ben@example.com', name: 'Ben' }

const sessionOf = (userId: string, id: string): StoredSession => ({
  id,
  userId,
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
        expect(await stores.users.update('nobody', { name: 'N' })).toBeNull()
      })

      test('an e-mail address belongs to one person, also when two sign up at once', async () => {
        const twins = [{ ...BEN, id: 'one' }, { ...BEN, id: 'two' }]
        const created = await Promise.all(twins.map((twin) => stores.users.create(twin, null)))
        expect(created.sort()).toEqual([false, true])
        expect(await stores.users.create({ ...ADA, id: 'other' }, null)).toBe(false)
        expect(await stores.users.findByEmail('ada@example.com')).toMatchObject({ user: { id: 'ada' } })
      })

      test('a change changes what it names and nothing else', async () => {
        expect(await stores.users.update('ada', { role: 'admin', disabled: true })).toEqual({ ...ADA, role: 'admin', disabled: true })
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
        const both = await Promise.all(['x', 'y'].map((after) => stores.users.changePassword('ada', 'hash of Ada', after)))
        expect(both).toEqual([true, false])
        expect(await stores.users.findPassword('ada')).toBe('x')
        expect(await stores.users.changePassword('nobody', 'x', 'y')).toBe(false)
      })

      test('an e-mail address is changed unless somebody else has it', async () => {
        await stores.users.create(BEN, null)
        expect(await stores.users.changeEmail('ada', BEN.email)).toBe('email_taken')
        expect(await stores.users.changeEmail('ada', ADA.email)).toEqual(ADA)
        expect(await stores.users.changeEmail('ada', 'new@example.com')).toEqual({ ...ADA, email: 'new@example.com' })
        expect(await stores.users.findByEmail(ADA.email)).toBeNull()
        expect(await stores.users.changeEmail('nobody', 'nobody@example.com')).toBeNull()
      })

      describe('with one enabled admin', () => {
        beforeEach(async () => {
          await stores.users.setAuthority('ada', { role: 'admin' })
          await stores.users.create({ ...BEN, role: 'admin', disabled: true }, null)
        })
        const admin = { ...ADA, role: 'admin' }

        test('that one stays', async () => {
          expect(await stores.users.setAuthority('ada', { role: 'user' })).toBe('last_admin')
          expect(await stores.users.setAuthority('ada', { disabled: true })).toBe('last_admin')
          expect(await stores.users.delete('ada', 1)).toBe('last_admin')
          expect(await stores.users.findById('ada')).toEqual(admin)
          expect(await stores.users.setAuthority('ada', { role: 'admin', disabled: false })).toEqual({ before: admin, after: admin })
        })

        test('whoever counts for nothing may go', async () => {
          expect(await stores.users.setAuthority('ben', { role: 'user' })).toMatchObject({ after: { role: 'user', disabled: true } })
          expect(await stores.users.delete('ben', 1)).toEqual([])
          expect(await stores.users.setAuthority('nobody', { role: 'user' })).toBeNull()
          expect(await stores.users.delete('nobody', 1)).toBeNull()
        })

        test('of two who go at once one stays', async () => {
          await stores.users.setAuthority('ben', { disabled: false })
          const both = await Promise.all([stores.users.setAuthority('ada', { role: 'user' }), stores.users.delete('ben', 1)])
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
        await stores.users.update('ada', { name })
        expect(await stores.users.findById('ada')).toMatchObject({ name })
      })
    })

    describe('sessions', () => {
      test('are found with their person as they are now', async () => {
        await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
        await stores.users.update('ada', { role: 'admin' })
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

      test('are all ended but for the one excepted, and nobody else’s', async () => {
        await stores.users.create(BEN, null)
        await stores.sessions.create(sessionOf('ada', 's1'), 'h1')
        await stores.sessions.create(sessionOf('ada', 's2'), 'h2')
        await stores.sessions.create(sessionOf('ben', 's3'), 'h3')
        expect(await stores.sessions.endAll('ada', ENDING, 's1')).toEqual(['s2'])
        expect(await stores.sessions.find('h1')).not.toBeNull()
        expect(await stores.sessions.find('h2')).toBeNull()
        expect(await stores.sessions.endAll('ada', ENDING)).toEqual(['s1'])
        expect(await stores.sessions.find('h1')).toBeNull()
        expect(await stores.sessions.find('h3')).not.toBeNull()
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

    describe('the revocation list', () => {
      const entry: Revoked = { subject: 'user:ada', at: 1000, by: 'ben', why: 'ended', exceptId: 's1', role: null, expiresAt: 2000 }
      const find = (...subjects: [string, string, string]) => stores.revocations.find(subjects)

      test('finds what it holds on any of three subjects', async () => {
        const role: Revoked = { ...entry, subject: 'role:ada', why: null, exceptId: null, role: 'admin' }
        await stores.revocations.add(entry)
        await stores.revocations.add(role)
        const found = await find('session:ada/s1', 'user:ada', 'role:ada')
        expect(found).toHaveLength(2)
        expect(found).toEqual(expect.arrayContaining([entry, role]))
        expect(await find('session:ben/s1', 'user:ben', 'role:ben')).toEqual([])
      })

      test('has one entry on a subject, the last', async () => {
        expect(await stores.revocations.add(entry)).toBe(true)
        const later: Revoked = { ...entry, at: 1500, exceptId: null, by: null, expiresAt: 2500 }
        expect(await stores.revocations.add(later)).toBe(false)
        expect(await find('x', 'user:ada', 'y')).toEqual([later])
      })

      test('forgets what has expired when something is added', async () => {
        await stores.revocations.add(entry)
        await stores.revocations.add({ ...entry, subject: 'user:ben', at: 1999, expiresAt: 3000 })
        expect(await find('user:ada', 'user:ben', 'x')).toHaveLength(2)
        await stores.revocations.add({ ...entry, subject: 'user:cy', at: 2000, expiresAt: 3000 })
        expect(await find('user:ada', 'user:ben', 'user:cy')).toHaveLength(2)
        expect(await stores.revocations.add({ ...entry, at: 3000, expiresAt: 4000 })).toBe(true)
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
      test('stay until they have expired', async () => {
        await stores.revokedTokens.add('t1', 1000, 1)
        await stores.revokedTokens.add('t1', 1000, 1)
        await stores.revokedTokens.add('t2', 2000, 999)
        expect(await stores.revokedTokens.has('t1')).toBe(true)
        await stores.revokedTokens.add('t3', 2000, 1000)
        expect(await stores.revokedTokens.has('t1')).toBe(false)
        expect(await stores.revokedTokens.has('t2')).toBe(true)
        expect(await stores.revokedTokens.has('T2')).toBe(false)
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
        const entry: Revoked = { subject: 'user:a', at: 1, by: null, why: 'ended', exceptId: null, role: null, expiresAt: 2000 }
        await stores.revocations.add(entry)
        await stores.revocations.add({ ...entry, subject: 'user:b', expiresAt: 2001 })
        await stores.revokedTokens.add('old', 2000, 0)
        await stores.revokedTokens.add('new', 2001, 0)

        await rounds(100)
        expect(await stores.sessions.find('lives')).not.toBeNull()
        expect(await stores.sessions.find('expired')).not.toBeNull()
        expect(await stores.sessions.find('old')).toBeNull()
        expect(await stores.sessions.ending('ended')).not.toBeNull()
        expect(await stores.sessions.ending('ended long ago')).toBeNull()
        expect((await stores.events.list({ limit: 9 })).items.map(({ id }) => id)).toEqual(['1501'])
        expect(await take('old', 1600)).toBe(0)
        expect(await take('new', 1600)).toBeGreaterThan(0)
        expect((await stores.revocations.find(['user:a', 'user:b', 'x'])).map(({ subject }) => subject)).toEqual(['user:b'])
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
