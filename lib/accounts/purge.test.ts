import { expect, test, vi } from 'vitest'
import type { PurgeLimits } from '@/lib/stores/stores'
import { BATCH, KEEP_EVENTS_MS, startPurging, TRUST_CLOCK_MS } from './purge'

const START = 1_000_000_000_000
const DAY_MS = 86_400_000

function started(purge: (limits: PurgeLimits, most: number) => Promise<number>) {
  const waits: { run: () => void; ms: number }[] = []
  const called = vi.fn(purge)
  let elapsed = 0
  let ahead = 0
  startPurging({
    stores: { purge: called },
    maxMs: 5000,
    now: () => START + elapsed + ahead,
    elapsed: () => elapsed,
    later: (run, ms) => void waits.push({ run, ms }),
  })
  /** Lets the wait that it asked for pass; how long the next one is. */
  const turn = async () => {
    const count = waits.length
    elapsed += waits.at(-1)?.ms ?? 0
    waits.at(-1)?.run()
    await vi.waitFor(() => {
      expect(waits).toHaveLength(count + 1)
    })
    return waits.at(-1)?.ms ?? 0
  }
  const untilTrusted = async () => {
    while (called.mock.calls.length === 0) await turn()
    called.mockClear()
  }
  return { called, turn, untilTrusted, jump: (ms: number) => void (ahead += ms), real: () => START + elapsed }
}

test('deletes nothing before the clock has run for an hour', async () => {
  const { called, turn, real } = started(() => Promise.resolve(0))
  while (real() < START + TRUST_CLOCK_MS) {
    expect(called).not.toHaveBeenCalled()
    await turn()
  }
  await turn()
  expect(called).toHaveBeenCalled()
})

test('deletes in batches, with a pause after each, and then waits for the next round', async () => {
  const left = [0, BATCH, 3, 0, 0]
  const { called, turn, untilTrusted, real } = started(() => Promise.resolve(left.shift() ?? 0))
  await untilTrusted()
  const pauses = [await turn(), await turn(), await turn()]
  expect(pauses[0]).toBe(pauses[1])
  expect(pauses[2]).toBeGreaterThan(1000 * (pauses[1] ?? Infinity))
  await turn()
  expect(called).toHaveBeenCalledTimes(4)
  for (const [, most] of called.mock.calls) expect(most).toBe(BATCH)
  const now = real()
  expect(called.mock.lastCall?.[0]).toMatchObject({ now, expired: now - 5000, events: now - KEEP_EVENTS_MS })
})

test('a clock that is 40 days ahead for a while deletes nothing that is needed when it is right again', async () => {
  const { called, turn, untilTrusted, jump, real } = started(() => Promise.resolve(0))
  await untilTrusted()
  jump(40 * DAY_MS)
  for (let i = 0; i < 5; i++) await turn()
  jump(-40 * DAY_MS)
  for (let i = 0; i < 10; i++) await turn()
  expect(called.mock.calls.length).toBeGreaterThan(10)
  for (const [limits] of called.mock.calls) expect(limits.now).toBeLessThanOrEqual(real())
})

test('a clock that was set back counts as it is', async () => {
  const { called, turn, untilTrusted, jump, real } = started(() => Promise.resolve(0))
  await untilTrusted()
  jump(-DAY_MS)
  await turn()
  expect(called.mock.lastCall?.[0].now).toBe(real() - DAY_MS)
})

test('a failure is said, and tried again', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const answers = [() => Promise.resolve(0), () => Promise.reject(new Error('away')), () => Promise.resolve(0)]
  const { called, turn, untilTrusted } = started(() => answers.shift()?.() ?? Promise.resolve(0))
  await untilTrusted()
  await turn()
  expect(said).toHaveBeenCalledOnce()
  await turn()
  expect(called).toHaveBeenCalledTimes(2)
  said.mockRestore()
})
