import { expect, test } from 'vitest'
import { wireLog, type WireEntry } from './wire-log'

const ENTRY: Omit<WireEntry, 'id'> = {
  at: '2026-11-24T09:00:00.000Z', method: 'GET', path: '/', kind: 'page', status: 200, did: 'checked', reason: null, bytes: 100, credentialBytes: 43, check: null, ms: 1,
}
const REST = '{"xray":{},"given":[]}'

test('forgets the session that asked least lately', () => {
  const log = wireLog(() => 1000)
  for (let i = 0; i < 201; i++) log.add(`s${String(i)}`, ENTRY, REST)
  expect(log.after('s0', 0)).toEqual([])
  expect(log.after('s1', 0)).toHaveLength(1)
})

test('keeps no more text than it may, whatever is sent', () => {
  const log = wireLog(() => 1000)
  const long = JSON.stringify({ xray: 'x'.repeat(2 ** 20), given: [] })
  for (let i = 0; i < 20; i++) log.add(`s${String(i)}`, ENTRY, long)
  const kept = Array.from({ length: 20 }, (_, i) => log.after(`s${String(i)}`, 0).length)
  expect(kept.reduce((sum, count) => sum + count, 0)).toBe(15)
  expect(kept.at(-1)).toBe(1)
})

test('forgets a session that asks nothing for an hour', async () => {
  let now = 1000
  const log = wireLog(() => now)
  log.add('s', ENTRY, REST)
  now += 3_600_001
  // The cache looks at its clock once a millisecond.
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(log.after('s', 0)).toEqual([])
})

test('counts on where the server before it may have left off', () => {
  const [before, after] = [wireLog(() => 1000), wireLog(() => 2000)]
  for (const log of [before, after]) for (let i = 0; i < 3; i++) log.add('s', ENTRY, REST)
  expect(before.after('s', 0).map(({ id }) => id)).toEqual([1002, 1001, 1000])
  expect(after.after('s', 1002)).toHaveLength(3)
})

test('begins no new list for a session that has ended', () => {
  const log = wireLog(() => 1000)
  log.add('s', ENTRY, REST)
  log.end(['s'])
  log.add('s', ENTRY, REST)
  expect(log.after('s', 0)).toEqual([])
})
