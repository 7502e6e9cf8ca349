import { beforeEach, describe, expect, test } from 'vitest'
import type { OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** Reports. */
export function describeReports(open: OpenStores): void {
  describe('reports', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
    })

    test('come newest first, as many as asked for', async () => {
      const report = { id: 'r1', title: 'First', createdAt: 1, clientId: 'c1' }
      for (const [id, createdAt] of [['r1', 1], ['r2', 2], ['r3', 2]] as const) {
        await stores.reports.create({ ...report, id, createdAt })
      }
      expect((await stores.reports.recent(2)).map(({ id }) => id)).toEqual(['r3', 'r2'])
      expect((await stores.reports.recent(9)).at(-1)).toEqual(report)
    })
  })
}
