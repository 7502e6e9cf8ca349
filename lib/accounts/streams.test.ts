import { beforeEach, expect, test, vi } from 'vitest'
import { makeTestbed } from '@/testkit/testbed'
import { processWide } from '../process-wide'
import { STREAM_MS, watchSession } from './live'
import { STREAMS_PER_PERSON, STREAMS_PER_PROCESS, STREAMS_PER_SESSION } from './streams'

beforeEach(() => {
  // Of the test before.
  processWide('streams', () => new Map<string, number>()).clear()
})

/** Opens streams of one session after the other, each of whom `whose` says, until it is told no; how many, and what it was told. */
async function openMany(whose: (n: number) => { readonly session: string; readonly person: string }) {
  const { mode, stores, person: somebody, client } = await makeTestbed('database')
  const browser = client()
  const { session: issued, effects } = await mode.issue(somebody, browser.request())
  browser.apply(effects)
  const open = (n: number, { watch = watchSession, signal = new AbortController().signal } = {}) => {
    const { session, person } = whose(n)
    const about = { ...issued, id: session, user: { ...issued.user, id: person } }
    return watch({ mode, stores, session: about, req: browser.request() }, signal, Date.now, () => () => undefined).getReader()
  }
  const leaving = new AbortController()
  const readers: ReadableStreamDefaultReader[] = []
  const refusal = (() => {
    for (let n = 0; n < 2 * STREAMS_PER_PROCESS; n++) {
      try {
        readers.push(open(n, n === 0 ? { signal: leaving.signal } : {}))
      } catch (error) {
        return error
      }
    }
    return null
  })()
  return { opened: readers.length, refusal, open, readers, leaving, close: () => Promise.all(readers.map((reader) => reader.cancel())) }
}

test('a session has so many streams, and whoever leaves makes room', async () => {
  const { opened, refusal, open, readers, leaving } = await openMany(() => ({ session: 'one', person: 'ada' }))
  expect(opened).toBe(STREAMS_PER_SESSION)
  expect(refusal).toMatchObject({ code: 'too_many_streams' })
  await readers[1]?.cancel()
  await vi.waitFor(() => open(1))
  leaving.abort()
  await vi.waitFor(() => open(0))
  expect(() => open(2)).toThrow(expect.objectContaining({ code: 'too_many_streams' }))
})

test('a person has so many streams over all of their sessions', async () => {
  const { opened, refusal, open, close } = await openMany((n) => ({ session: `s${String(n)}`, person: 'ada' }))
  expect(opened).toBe(STREAMS_PER_PERSON)
  expect(refusal).toMatchObject({ code: 'too_many_streams' })
  await close()
  await vi.waitFor(() => open(0).cancel())
})

test('a process has so many streams, whichever module of it opens them', async () => {
  const { opened, refusal, open, close } = await openMany((n) => ({ session: `s${String(n)}`, person: `p${String(n)}` }))
  expect(opened).toBe(STREAMS_PER_PROCESS)
  expect(refusal).toMatchObject({ code: 'busy', extra: { headers: { 'retry-after': String(STREAM_MS / 1000) } } })
  vi.resetModules()
  const { watchSession: watch } = await import('./live')
  expect(() => open(opened, { watch })).toThrow(expect.objectContaining({ code: 'busy' }))
  await close()
  await vi.waitFor(() => open(opened, { watch }).cancel())
})
