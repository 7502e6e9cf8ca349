import { beforeEach, describe, expect, test } from 'vitest'
import { ADA, BEN, ENDING, type OpenStores } from './conformance-samples'
import type { Revoked } from './revocations'
import type { Stores } from './stores'

/** The revocation list. */
export function describeRevocations(open: OpenStores): void {
  describe('the revocation list', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
      await stores.users.create(ADA, 'hash of Ada')
    })

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

    test('of many entries of one session at once keeps one', async () => {
      const added = await Promise.all([1, 2, 3, 4].map((at) => stores.revocations.add({ ...entry, at })))
      expect(added.filter(Boolean)).toHaveLength(1)
      expect(await stores.revocations.find('ada', 's1')).toMatchObject({ ended: { at: added.indexOf(true) + 1 } })
    })

    test('takes several at once, each as if it came alone', async () => {
      await stores.revocations.add(entry)
      await stores.revocations.addAll(['s1', 's2', 's3'].map((sessionId) => ({ ...entry, sessionId, at: 1500 })))
      expect(await stores.revocations.find('ada', 's1')).toMatchObject({ ended })
      for (const id of ['s2', 's3']) expect(await stores.revocations.find('ada', id)).toMatchObject({ ended: { ...ended, at: 1500 } })
    })
  })
}
