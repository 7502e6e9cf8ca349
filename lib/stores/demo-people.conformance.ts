import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor, Role } from '@/lib/auth/contract'
import { ENDING, personOf, type OpenStores } from './conformance-samples'
import type { Stores } from './stores'
import type { StoredUser } from './users'

const person = (id: string, role: Role): StoredUser => ({ ...personOf(id), role })

/** Who may make themselves an admin, so that people can watch what notices. */
export function describeDemoPeople(open: OpenStores): void {
  describe('a demo person changes their own role only where it gives nothing away', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
      await stores.users.createDemo(person('ada', 'user'), 'hash of Ada')
      await stores.users.createDemo(person('grace', 'admin'), 'hash of Grace')
      await stores.users.create(person('owner', 'admin'), 'hash of the owner')
    })

    const flip = (id = 'ada', anyway = false, actor?: Actor) => stores.users.flipDemoRole(id, anyway, actor)
    const roleOf = async (id: string) => (await stores.users.findById(id))?.role

    test('there and back', async () => {
      expect(await flip()).toMatchObject({ before: { role: 'user' }, after: { id: 'ada', role: 'admin' } })
      expect(await roleOf('ada')).toBe('admin')
      expect((await stores.users.demoPeople()).map(({ user, made }) => [user.id, user.role, made])).toEqual([['ada', 'admin', 'user'], ['grace', 'admin', 'admin']])
      expect(await flip()).toMatchObject({ after: { role: 'user' } })
      expect(await stores.users.findPassword('ada')).toBe('hash of Ada')
    })

    test('and nobody else, whatever their address is', async () => {
      for (const id of ['grace', 'owner']) for (const anyway of [true, false]) expect(await flip(id, anyway)).toBe('not_allowed')
      expect(await flip('nobody')).toBeNull()
      await stores.users.delete('ada', 1)
      await stores.users.create({ ...person('stranger', 'user'), email: 'ada@example.com' }, 'hash of Ada')
      for (const anyway of [true, false]) expect(await flip('stranger', anyway)).toBe('not_allowed')
      expect(await roleOf('stranger')).toBe('user')
    })

    for (const [what, happens] of [
      ['has another password', () => stores.users.changePassword('grace', 'hash of Grace', 'new hash', ENDING)],
      ['has another address', () => stores.users.changeEmail('grace', 'admin@example.com', ENDING)],
      ['is disabled', () => stores.users.setAuthority('grace', { disabled: true }, ENDING)],
      ['is no admin any more', () => stores.users.setAuthority('grace', { role: 'user' }, ENDING)],
      ['was deleted', () => stores.users.delete('grace', 1)],
      ['was deleted, and her address is somebody else’s', async () => {
        await stores.users.delete('grace', 1)
        await stores.users.create({ ...person('stranger', 'admin'), email: 'grace@example.com' }, 'hash of Grace')
      }],
    ] as const) {
      test(`never while the demo admin ${what}, unless anything goes`, async () => {
        await happens()
        expect(await flip()).toBe('not_allowed')
        expect(await roleOf('ada')).toBe('user')
        expect(await flip('ada', true)).toMatchObject({ after: { role: 'admin' } })
        // To give it back is always allowed.
        expect(await flip()).toMatchObject({ after: { role: 'user' } })
        expect(await flip()).toBe('not_allowed')
      })
    }

    for (const [what, happens] of [
      ['has another password', () => stores.users.changePassword('ada', 'hash of Ada', 'new hash', ENDING)],
      ['has another address', () => stores.users.changeEmail('ada', 'mine@example.com', ENDING)],
      ['is disabled', () => stores.users.setAuthority('ada', { disabled: true }, ENDING)],
    ] as const) {
      test(`never when she herself ${what}`, async () => {
        await happens()
        for (const anyway of [true, false]) expect(await flip('ada', anyway)).toBe('not_allowed')
        expect(await roleOf('ada')).toBe('user')
      })
    }

    test('never so that no admin is left, and nothing changes for a name or a wrong old password', async () => {
      await flip()
      await stores.users.rename('grace', 'Grace Brewster')
      expect(await stores.users.changePassword('grace', 'wrong', 'new hash', ENDING)).toBeNull()
      expect(await stores.users.demoPeople()).toHaveLength(2)
      for (const id of ['owner', 'grace']) await stores.users.setAuthority(id, { role: 'user' }, ENDING)
      expect(await flip()).toBe('last_admin')
      expect(await roleOf('ada')).toBe('admin')
    })
  })
}
