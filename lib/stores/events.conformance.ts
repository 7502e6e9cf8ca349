import { beforeEach, describe, expect, test } from 'vitest'
import { eventOf, paged, type OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** The audit log. */
export function describeEvents(open: OpenStores): void {
  describe('events', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
    })

    test('come newest first, as many as asked for', async () => {
      for (const [id, at] of [['a', 1], ['b', 2], ['c', 2], ['d', 3]] as const) await stores.events.record(eventOf(id, at))
      expect((await stores.events.list({ limit: 3 })).items.map(({ at }) => at)).toEqual([3, 2, 2])
    })

    test('are found by type and person, also within one instant and while old ones go', async () => {
      const types = ['sign_in', 'sign_out'] as const
      for (let i = 0; i < 6; i++) {
        await stores.events.record({ ...eventOf(`e${String(i)}`, 5), type: types[i % 2] ?? 'sign_in', userId: i < 4 ? 'ada' : 'ben' })
      }
      const found = (query: Omit<Parameters<Stores['events']['list']>[0], 'limit'>, limit = 9) =>
        paged((page) => stores.events.list({ ...query, ...page }), limit)
      expect(await found({ type: 'sign_in' })).toEqual([['e4', 'e2', 'e0']])
      expect(await found({ userId: 'ada' }, 3)).toEqual([['e3', 'e2', 'e1'], ['e0']])
      expect(await found({ userId: 'ada', type: 'sign_out' }, 1)).toEqual([['e3'], ['e1']])
      await stores.events.record(eventOf('old', 1))
      const purged = await paged(
        (page) => stores.events.list(page),
        3,
        () => stores.purge({ now: 0, expired: 0, ended: 0, events: 1, attempts: 0 }, 100),
      )
      expect(purged).toEqual([['e5', 'e4', 'e3'], ['e2', 'e1', 'e0']])
    })

    test('that were written at once keep their order', async () => {
      await stores.events.recordAll([])
      await stores.events.recordAll(['a', 'b', 'c'].map((id) => eventOf(id, 5)))
      expect(await paged((page) => stores.events.list(page), 2)).toEqual([['c', 'b'], ['a']])
      expect((await stores.events.list({ limit: 1 })).items).toMatchObject([eventOf('c', 5)])
    })
  })
}
