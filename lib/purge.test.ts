import { expect, test, vi } from 'vitest'
import type { PurgeLimits } from '@/db/stores/contract'
import { BATCH, KEEP_EVENTS_MS, startPurging } from './purge'

const NOW = 1_000_000_000_000

function started(purge: (limits: PurgeLimits, most: number) => Promise<number>) {
  const waits: { run: () => void; ms: number }[] = []
  const called = vi.fn(purge)
  startPurging({ stores: { purge: called }, maxMs: 5000, now: () => NOW, later: (run, ms) => void waits.push({ run, ms }) })
  const turn = async () => {
    const count = waits.length
    waits.at(-1)?.run()
    await vi.waitFor(() => {
      expect(waits).toHaveLength(count + 1)
    })
    return waits.at(-1)?.ms ?? 0
  }
  return { called, turn }
}

test('deletes in batches, with a pause after each, and then waits for the next round', async () => {
  const left = [BATCH, 3, 0, 0]
  const { called, turn } = started(() => Promise.resolve(left.shift() ?? 0))
  const pauses = [await turn(), await turn(), await turn()]
  expect(pauses[0]).toBe(pauses[1])
  expect(pauses[2]).toBeGreaterThan(1000 * (pauses[1] ?? Infinity))
  await turn()
  expect(called).toHaveBeenCalledTimes(4)
  for (const [limits, most] of called.mock.calls) {
    expect(most).toBe(BATCH)
    expect(limits).toMatchObject({ now: NOW, expired: NOW - 5000, events: NOW - KEEP_EVENTS_MS })
  }
})

test('a failure is said, and tried again', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const answers = [() => Promise.reject(new Error('away')), () => Promise.resolve(0)]
  const { called, turn } = started(() => answers.shift()?.() ?? Promise.resolve(0))
  await turn()
  expect(said).toHaveBeenCalledOnce()
  await turn()
  expect(called).toHaveBeenCalledTimes(2)
  said.mockRestore()
})
