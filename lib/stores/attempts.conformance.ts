import { beforeEach, describe, expect, test } from 'vitest'
import { MOST_ATTEMPTS } from './attempts'
import type { OpenStores } from './conformance-samples'
import type { Stores } from './stores'

/** Places at tries with passwords. */
export function describeAttempts(open: OpenStores): void {
  describe('attempts', () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
    })

    test('have as many places as the limit, each free again after the window', async () => {
      const take = (now: number) => stores.attempts.take([{ key: 'key', limit: 2 }], 100, now)
      expect(await take(1000)).toBe(0)
      expect(await take(1050)).toBe(0)
      expect(await take(1060)).toBe(40)
      expect(await take(1099)).toBe(1)
      expect(await take(1100)).toBe(0)
      expect(await take(1101)).toBe(49)
    })

    test('count each key by itself, and are cleared by key', async () => {
      const take = (key: string) => stores.attempts.take([{ key, limit: 1 }], 100, 1000)
      expect(await take('a')).toBe(0)
      expect(await take('b')).toBe(0)
      await stores.attempts.clear('a')
      expect(await take('a')).toBe(0)
      expect(await take('b')).toBe(100)
    })

    test('take a place under every key or under none, and wait for the last of them', async () => {
      const [a, b] = [{ key: 'a', limit: 1 }, { key: 'b', limit: 2 }]
      await stores.attempts.take([b], 100, 1000)
      await stores.attempts.take([b], 100, 1050)
      expect(await stores.attempts.take([a, b], 100, 1060)).toBe(40)
      expect(await stores.attempts.take([a], 100, 1060)).toBe(0)
      expect(await stores.attempts.take([a, b], 100, 1070)).toBe(90)
    })

    test('say how long to wait without taking anything', async () => {
      const places = [{ key: 'key', limit: 1 }]
      for (let i = 0; i < 3; i++) expect(await stores.attempts.wait(places, 100, 1000)).toBe(0)
      expect(await stores.attempts.take(places, 100, 1000)).toBe(0)
      expect(await stores.attempts.wait(places, 100, 1010)).toBe(90)
    })

    test('are given back one by one', async () => {
      const take = (now: number) => stores.attempts.take([{ key: 'key', limit: 2 }], 100, now)
      await take(1000)
      await take(1000)
      await stores.attempts.giveBack('other', 1000)
      await stores.attempts.giveBack('key', 1001)
      expect(await take(1001)).toBe(99)
      await stores.attempts.giveBack('key', 1000)
      expect(await take(1001)).toBe(0)
      expect(await take(1001)).toBe(99)
    })

    test('at the same instant do not pass together', async () => {
      const taken = await Promise.all(Array.from({ length: 10 }, () => stores.attempts.take([{ key: 'key', limit: 3 }], 100, 1000)))
      expect(taken.filter((waitMs) => waitMs === 0)).toHaveLength(3)
    })

    test('are kept only so many, the newest', async () => {
      const take = (...keys: string[]) => stores.attempts.take(keys.map((key) => ({ key, limit: 1 })), 1e9, 1000)
      await take('oldest')
      for (let i = 0; i < MOST_ATTEMPTS / 1000; i++) await take(...Array.from({ length: 1000 }, (_, n) => `${String(i)} ${String(n)}`))
      expect(await take('0 0')).toBeGreaterThan(0)
      expect(await take('oldest')).toBe(0)
      expect(await take('0 0')).toBe(0)
    })
  })
}
