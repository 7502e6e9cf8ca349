import { beforeEach, describe, expect, test } from 'vitest'
import { keyOf, type OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** Signing keys. */
export function describeSigningKeys(open: OpenStores): void {
  describe('signing keys', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
    })

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
}
