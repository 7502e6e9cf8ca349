import { beforeEach, expect, test, vi } from 'vitest'
import { makeTestbed, type TestbedOptions } from '@/testkit/testbed'
import { signOut } from './accounts'
import { MODE_NAMES, type ModeName } from '../auth/modes'
import { processWide } from '../process-wide'
import { STREAM_MS, watchSession } from './live'
import { STREAMS_PER_PERSON, STREAMS_PER_PROCESS, STREAMS_PER_SESSION } from './streams'

beforeEach(() => {
  // Of the test before.
  processWide('streams', () => new Map<string, number>()).clear()
})

/** A watched session whose ticks the test makes. */
async function watched(name: ModeName, options: TestbedOptions = {}) {
  const testbed = await makeTestbed(name, options)
  const client = testbed.client()
  const { session, effects } = await testbed.mode.issue(testbed.person, client.request())
  client.apply(effects)
  let release: () => void = () => undefined
  const tick = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      release = resolve
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve())
    })
  const deps = { mode: testbed.mode, stores: testbed.stores, session, req: client.request() }
  const open = (signal = new AbortController().signal) => {
    const reader = watchSession(deps, signal, testbed.now, tick).getReader()
    const next = async () => {
      const { value, done } = await reader.read()
      return done ? null : new TextDecoder().decode(value)
    }
    const step = async (ms = 1000) => {
      testbed.turn(ms)
      // The stream must be waiting for its tick.
      await new Promise((resolve) => setImmediate(resolve))
      release()
      return next()
    }
    return { reader, next, step }
  }
  return { testbed, client, session, open, deps }
}

const parsed = (text: string | null) => {
  const [, event, data] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(text ?? '') ?? []
  return { event, data: JSON.parse(data ?? 'null') as unknown }
}

for (const name of MODE_NAMES) {
  for (const revocation of ['none', 'list'] as const) {
    test(`${name}, ${revocation}: a stream tells what the server knows of its session, and then ends`, async () => {
      const { testbed, client, open } = await watched(name, { revocation })
      const { next, step } = open()
      expect(await next()).toBe(': watching\n\n')
      expect(await step()).toBe(':\n\n')
      await signOut({ mode: testbed.mode, stores: testbed.stores }, client.request())
      // Where rows are kept the stream knows before the access token is over.
      const noticed = testbed.mode.facts.revocation === 'now' || testbed.mode.list !== undefined
      const at = new Date(testbed.now()).toISOString()
      const told = await step()
      if (!noticed) {
        expect(told).toBe(':\n\n')
        return
      }
      expect(parsed(told)).toEqual({ event: 'ended', data: { reason: 'revoked', by: 'you', why: 'sign_out', at } })
      expect(await next()).toBeNull()
      })
  }
}

test.each([
  ['another', 'an administrator'],
  [null, 'this server'],
] as const)('an end by %s is by %s', async (by, who) => {
  const { testbed, session, client, open } = await watched('database')
  const { next, step } = open()
  await next()
  await testbed.mode.revoke({ kind: 'session', userId: session.user.id, id: session.id }, client.request(), { by, why: 'ended' })
  expect(parsed(await step())).toMatchObject({ event: 'ended', data: { by: who, why: 'ended' } })
})

test('an account that was deleted was deleted by its person', async () => {
  const { testbed, open } = await watched('database')
  const { next, step } = open()
  await next()
  await testbed.stores.users.delete(testbed.person.id, testbed.now())
  expect(parsed(await step())).toMatchObject({ event: 'ended', data: { reason: 'revoked', by: 'you', why: 'account_deleted' } })
})

test('in hybrid an access token that is over asks for a renewal, and for nothing else', async () => {
  const { testbed, open } = await watched('hybrid')
  const { next, step } = open()
  await next()
  expect(parsed(await step(testbed.config.accessMs))).toEqual({ event: 'renew', data: {} })
  expect(await next()).toBeNull()
})

test('watching keeps no session alive', async () => {
  const { open } = await watched('database', { config: { issuer: 'http://testbed.test', secure: false, idleMs: 5000, maxMs: 60_000, bearerMs: 5000, accessMs: 5000, graceMs: 1, sessionsPerUser: 100 } })
  const { next, step } = open()
  await next()
  for (let i = 0; i < 4; i++) expect(await step()).toBe(':\n\n')
  expect(parsed(await step())).toMatchObject({ event: 'ended', data: { reason: 'expired', by: 'this server', why: null } })
})

test('a stream ends by itself', async () => {
  const { open } = await watched('bearer')
  const { next, step } = open()
  await next()
  expect(parsed(await step(STREAM_MS))).toEqual({ event: 'again', data: {} })
  expect(await next()).toBeNull()
})

test('a stream ends as soon as its process is to stop, and a new one at once', async () => {
  const { testbed, deps } = await watched('database')
  const stop = new AbortController()
  const open = () => watchSession(deps, new AbortController().signal, testbed.now, undefined, stop.signal)
  const early = open()
  stop.abort()
  for (const stream of [early, open()]) {
    const [, text = ''] = (await new Response(stream).text()).split(': watching\n\n')
    expect(parsed(text)).toEqual({ event: 'again', data: {} })
  }
})

test('a session has so many streams, and whoever leaves makes room', async () => {
  const { open } = await watched('database')
  const aborts = Array.from({ length: STREAMS_PER_SESSION }, () => new AbortController())
  const streams = aborts.map(({ signal }) => open(signal))
  expect(() => open()).toThrow(expect.objectContaining({ code: 'too_many_streams' }))
  await streams[0]?.reader.cancel()
  await vi.waitFor(() => open())
  aborts[1]?.abort()
  await vi.waitFor(() => open())
  expect(() => open()).toThrow(expect.objectContaining({ code: 'too_many_streams' }))
})

/** A tick that never comes; resolves once the stream is not wanted any more. */
const aborted = (...signals: readonly AbortSignal[]) =>
  new Promise<void>((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) resolve()
      signal.addEventListener('abort', () => resolve())
    }
  })

/** Opens streams of one session after the other, each of whom `whose` says, until it is told no; how many, and what it was told. */
async function openMany(whose: (n: number) => { readonly session: string; readonly person: string }) {
  const { deps } = await watched('database')
  const readers: ReadableStreamDefaultReader[] = []
  const open = (n: number, watch = watchSession) => {
    const { session, person } = whose(n)
    const about = { ...deps.session, id: session, user: { ...deps.session.user, id: person } }
    return watch({ ...deps, session: about }, new AbortController().signal, Date.now, aborted).getReader()
  }
  const refusal = (() => {
    for (let n = 0; n < 2 * STREAMS_PER_PROCESS; n++) {
      try {
        readers.push(open(n))
      } catch (error) {
        return error
      }
    }
    return null
  })()
  return { opened: readers.length, refusal, open, close: () => Promise.all(readers.map((reader) => reader.cancel())) }
}

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
  const again = await import('./live')
  expect(() => open(opened, again.watchSession)).toThrow(expect.objectContaining({ code: 'busy' }))
  await close()
  await vi.waitFor(() => open(opened, again.watchSession).cancel())
})

test('a store that does not answer ends nothing', async () => {
  const { deps, open } = await watched('database')
  const { next, step } = open()
  await next()
  const find = vi.spyOn(deps.stores.sessions, 'find').mockRejectedValueOnce(Object.assign(new Error('away'), { name: 'StoreUnavailable' }))
  expect(await step()).toBe(':\n\n')
  expect(find).toHaveBeenCalledOnce()
  expect(await step()).toBe(':\n\n')
})
