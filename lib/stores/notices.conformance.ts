import { beforeEach, describe, expect, test, vi } from 'vitest'
import { ADA, BEN, ENDING, keyOf, sessionOf, type OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** What is told, and to whom. */
export function describeNotices(open: OpenStores): void {
  describe('notices', () => {
    let stores: Stores
    const [ada, ben] = [vi.fn(), vi.fn()]
    const heard = (listener: typeof ada) => vi.waitFor(() => expect(listener).toHaveBeenCalled())
    /** What was told before is heard before. */
    const nothingBefore = async (listener: typeof ada) => {
      await stores.users.beginEpoch('cat', ENDING)
      await heard(cat)
      expect(listener).not.toHaveBeenCalled()
    }
    const cat = vi.fn()

    beforeEach(async () => {
      stores = await open()
      for (const person of [ADA, BEN, { ...BEN, id: 'cat', email: 'cat@example.com' }]) await stores.users.create(person, 'hash')
      await stores.users.createDemo({ ...BEN, id: 'demo', email: 'demo@example.com' }, 'hash')
      for (const id of ['s1', 's2']) await stores.sessions.create(sessionOf('ada', id), id)
      for (const listener of [ada, ben, cat]) listener.mockClear()
      const stops = [stores.notices.subscribe('ada', ada), stores.notices.subscribe('ben', ben), stores.notices.subscribe('cat', cat)]
      return () => {
        for (const stop of stops) stop()
      }
    })

    const revoked = { ...ENDING, userId: 'ada', sessionId: 's1', expiresAt: 9000 }
    test.each<[string, () => Promise<unknown>]>([
      ['a session was ended', () => stores.sessions.end('ada', 's1', ENDING)],
      ['those of an epoch were', () => stores.sessions.endBefore('ada', 1, ENDING)],
      ['the oldest gave way to a new one', () => stores.sessions.create({ ...sessionOf('ada', 's3'), createdAt: 1500 }, 's3', 2)],
      ['one was put on the list', () => stores.revocations.add(revoked)],
      ['several were', () => stores.revocations.addAll([revoked])],
      ['the next epoch began', () => stores.users.beginEpoch('ada', ENDING)],
      ['the password changed', () => stores.users.changePassword('ada', 'hash', 'x', ENDING)],
      ['the e-mail address changed', () => stores.users.changeEmail('ada', 'new@example.com', ENDING)],
      ['the role changed', () => stores.users.setAuthority('ada', { role: 'admin' }, ENDING)],
      ['the account was disabled', () => stores.users.setAuthority('ada', { disabled: true }, ENDING)],
      ['the account was deleted', () => stores.users.delete('ada', 1)],
    ])('are for the person when %s', async (_, act) => {
      await act()
      await heard(ada)
      expect(ben).not.toHaveBeenCalled()
    })

    test('are for a demo person who flips their role', async () => {
      const demo = vi.fn()
      stores.notices.subscribe('demo', demo)
      await stores.users.flipDemoRole('demo', true)
      await heard(demo)
    })

    test('are for everybody when a key is dropped', async () => {
      await stores.signingKeys.replace(null, keyOf('k1', 1))
      await stores.signingKeys.replace('k1', keyOf('k2', 2))
      await stores.signingKeys.purge(2)
      await Promise.all([ada, ben].map(heard))
    })

    test.each<[string, () => Promise<unknown>]>([
      ['prolongs a session', () => stores.sessions.extend('s1', { lastSeenAt: 1500, expiresAt: 2500 })],
      ['rotates one', () => stores.sessions.rotate('s1', { tokenHash: 'h', salt: 'salt', lastSeenAt: 1500, expiresAt: 2500 })],
      ['begins one', () => stores.sessions.create(sessionOf('ada', 's3'), 's3')],
      ['says a name', () => stores.users.rename('ada', 'Countess')],
      ['is refused', () => stores.users.changePassword('ada', 'another', 'x', ENDING)],
      ['is there already', () => stores.sessions.end('ada', 's4', ENDING)],
    ])('are not for what %s', async (_, act) => {
      await act()
      await nothingBefore(ada)
    })

    test('end with whoever listened, and nobody else', async () => {
      const left = vi.fn()
      stores.notices.subscribe('ada', left)()
      await stores.users.beginEpoch('ada', ENDING)
      await heard(ada)
      expect(left).not.toHaveBeenCalled()
    })

    test('do not tell what was written before', async () => {
      await stores.users.beginEpoch('ada', ENDING)
      await heard(ada)
      const late = vi.fn()
      stores.notices.subscribe('ben', late)
      await nothingBefore(late)
    })
  })
}
