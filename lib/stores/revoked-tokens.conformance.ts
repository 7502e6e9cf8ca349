import { beforeEach, describe, expect, test } from 'vitest'
import type { OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** Tokens that are refused before they expire. */
export function describeRevokedTokens(open: OpenStores): void {
  describe('revoked tokens', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
    })

    test('are known, each once, whatever else is added at whatever time', async () => {
      await stores.revokedTokens.add('t1', 1000)
      await stores.revokedTokens.add('t1', 1000)
      expect(await stores.revokedTokens.has('t1')).toBe(true)
      expect(await stores.revokedTokens.has('T1')).toBe(false)
      await stores.revokedTokens.add('t2', 1e15)
      expect(await stores.revokedTokens.has('t1')).toBe(true)
    })
  })
}
