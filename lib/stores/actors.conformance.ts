import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/auth/contract'
import { ADA, BEN, ENDING, keyOf, sessionOf, type OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** Whoever asks for a change must count at the moment of the write. */
export function describeActors(open: OpenStores): void {
  describe('an actor', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
      await stores.users.create(ADA, 'hash of Ada')
    })

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
  })
}
