import { beforeEach, describe, expect, test } from 'vitest'
import { ADA, BEN, ENDING, NO_CURSORS, paged, personOf, sessionOf, type OpenStores } from './conformance-samples'
import type { Stores } from './stores'
import type { StoredUser } from './users'

/** People, and what they may do. */
export function describeUsers(open: OpenStores): void {
  describe('users', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
      await stores.users.create(ADA, 'hash of Ada')
    })

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
      expect(both.filter(Boolean)).toEqual([{ ...ADA, epoch: 1 }])
      expect(await stores.users.findPassword('ada')).toBe(both[0] ? 'x' : 'y')
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

    test('come page by page, all and those that a search finds', async () => {
      for (const [id, createdAt] of [['ben', 2], ['bea', 2], ['eve', 3]] as const) await stores.users.create(personOf(id, createdAt), null)
      expect(await paged((page) => stores.users.list(page), 2)).toEqual([['eve', 'bea'], ['ben', 'ada']])
      expect(await paged((page) => stores.users.list({ ...page, search: 'BE' }), 1)).toEqual([['bea'], ['ben']])
      const gone = await paged((page) => stores.users.list(page), 2, () => stores.users.delete('bea', 1))
      expect(gone).toEqual([['eve', 'bea'], ['ben', 'ada']])
      for (const cursor of NO_CURSORS) expect((await stores.users.list({ limit: 1, cursor })).items).toHaveLength(1)
    })
  })
}
