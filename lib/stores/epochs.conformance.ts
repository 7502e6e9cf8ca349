import { beforeEach, describe, expect, test } from 'vitest'
import { ADA, BEN, ENDING, sessionOf, type OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** What ends every session of a person. */
export function describeEpochs(open: OpenStores): void {
  describe('an epoch of a person', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
      await stores.users.create(ADA, 'hash of Ada')
    })

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
}
