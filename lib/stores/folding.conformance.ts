import { beforeEach, describe, expect, test } from 'vitest'
import type { OpenStores } from './conformance-samples'
import type { ListedEvent, StoredEvent } from './events'
import type { Stores } from './stores'
import { FOLD_MS, ROWS_PER_NETWORK, ROWS_PER_TYPE } from './folding'

/** When an hour begins. */
const HOUR = 500_000 * FOLD_MS

/** How the audit log writes down what may come in any number. */
export function describeFolding(open: OpenStores): void {
  describe('what repeats', () => {
    let stores: Stores
    let count = 0
    beforeEach(async () => {
      stores = await open()
    })

    const failed = (about: Partial<StoredEvent> = {}): StoredEvent => ({
      ...{ id: `e${String(count++)}`, at: HOUR, type: 'sign_in_failed', userId: null, actorId: null, sessionId: null },
      ...{ ip: '192.0.2.1', userAgent: 'browser', detail: null },
      ...about,
    })
    const record = (about: Partial<StoredEvent> = {}, network = '192.0.2.1') => stores.events.record(failed(about), network)
    const all = async (): Promise<readonly ListedEvent[]> => {
      const { items, next } = await stores.events.list({ limit: 5000 })
      expect(next).toBeNull()
      return [...items].reverse()
    }
    const counted = (events: readonly ListedEvent[]) => events.reduce((sum, { times }) => sum + times, 0)

    test('is one event with the first time, the last and the count', async () => {
      const first = failed({ at: HOUR + 5 })
      await stores.events.record(first, '192.0.2.1')
      expect(await all()).toEqual([{ ...first, times: 1, lastAt: null }])
      for (const at of [HOUR + 7, HOUR + 9, HOUR + 8]) await record({ at, ip: '192.0.2.2', userAgent: 'another' })
      expect(await all()).toEqual([{ ...first, times: 4, lastAt: HOUR + 9 }])
    })

    test('is counted anew every hour', async () => {
      for (const at of [HOUR - 1, HOUR, HOUR + FOLD_MS - 1, HOUR + FOLD_MS]) await record({ at })
      expect((await all()).map(({ at, times }) => [at, times])).toEqual([[HOUR - 1, 1], [HOUR, 2], [HOUR + FOLD_MS, 1]])
    })

    test('is told apart by network, person, actor, session, type and detail', async () => {
      await record()
      await record({}, '192.0.2.2')
      const others = [{ userId: 'ada' }, { userId: 'ada', actorId: 'ada' }, { userId: 'ada', sessionId: 's1' }, { type: 'sign_out' }, { detail: 'other' }] as const
      for (const about of others) await record(about)
      expect((await all()).map(({ times }) => times)).toEqual([1, 1, 1, 1, 1, 1, 1])
    })

    test('is not looked for where an event stands for itself', async () => {
      for (let i = 0; i < 3; i++) await stores.events.record(failed())
      await record()
      expect((await all()).map(({ times }) => times)).toEqual([1, 1, 1, 1])
    })

    test('causes only so many rows from one network, then one for all the other people', async () => {
      for (let n = 0; n < ROWS_PER_NETWORK + 5; n++) await record({ at: HOUR + n, userId: `p${String(n)}` })
      await record({ at: HOUR + 99, userId: 'p0' })
      await record({ at: HOUR + 99, userId: 'x' }, '192.0.2.2')
      const events = await all()
      expect(events).toHaveLength(ROWS_PER_NETWORK + 2)
      expect(events[0]).toMatchObject({ userId: 'p0', times: 2, lastAt: HOUR + 99 })
      expect(events[ROWS_PER_NETWORK]).toMatchObject({
        ...{ at: HOUR + ROWS_PER_NETWORK, times: 5, lastAt: HOUR + ROWS_PER_NETWORK + 4 },
        ...{ userId: null, ip: '192.0.2.1', detail: 'on further accounts' },
      })
      expect(events[ROWS_PER_NETWORK + 1]).toMatchObject({ userId: 'x', times: 1 })
    })

    test('causes only so many rows from all networks, and still says on whose account', async () => {
      const from = (n: number) => `network ${String(n)}`
      for (let n = 0; n < ROWS_PER_TYPE; n++) await record({ userId: 'ada' }, from(n))
      for (let n = 0; n < 3; n++) await record({ at: HOUR + n, userId: 'ben' }, from(ROWS_PER_TYPE + n))
      await record({ userId: 'ada' }, from(ROWS_PER_TYPE))
      for (let n = 0; n < 2; n++) await record({ userId: null }, from(ROWS_PER_TYPE + n))
      await record({ userId: 'ada' }, from(7))
      const events = await all()
      expect(events.slice(ROWS_PER_TYPE)).toMatchObject([
        { userId: 'ben', ip: null, userAgent: null, times: 3, lastAt: HOUR + 2, detail: 'from further addresses' },
        { userId: 'ada', times: 1, detail: 'from further addresses' },
        { userId: null, ip: null, times: 2, detail: 'on further accounts, from further addresses' },
      ])
      expect(events[7]).toMatchObject({ userId: 'ada', times: 2, detail: null })
      await record({ at: HOUR + FOLD_MS, userId: 'ada' }, from(ROWS_PER_TYPE))
      expect((await all()).at(-1)).toMatchObject({ userId: 'ada', times: 1, detail: null })
    })

    test('never causes more, whoever comes from wherever, and is counted to the last', async () => {
      const tries = 3 * ROWS_PER_TYPE
      for (let n = 0; n < tries; n++) await record({ userId: `p${String(n)}` }, `network ${String(n)}`)
      expect((await all()).length).toBeLessThanOrEqual(2 * ROWS_PER_TYPE + 1)
      expect(counted(await all())).toBe(tries)
    })

    test('is never left out where somebody known did it', async () => {
      for (let n = 0; n < ROWS_PER_TYPE + ROWS_PER_NETWORK; n++) await record({ type: 'sign_out', userId: 'ada', actorId: 'ada', sessionId: `s${String(n)}` })
      expect(await all()).toHaveLength(ROWS_PER_TYPE + ROWS_PER_NETWORK)
    })

    test('at the same instant is one event', async () => {
      await Promise.all(Array.from({ length: 10 }, () => record()))
      expect(await all()).toMatchObject([{ times: 10 }])
    })
  })
}
