import { beforeEach, describe, expect, test } from 'vitest'
import type { OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** Other servers that may ask for tokens. */
export function describeClients(open: OpenStores): void {
  describe('clients', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
    })

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
}
