import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { memoryStores } from '@/db/memory/stores'
import { openStores } from '@/db/sqlite/open'
import { ENDING } from '@/lib/stores/conformance-samples'
import { makeTestbed, type TestbedOptions } from '@/testkit/testbed'
import { signOut } from './accounts'
import { MODE_NAMES, type ModeName } from '../auth/modes'
import { STREAM_MS, watchSession, type After } from './live'

/** More than any wait, in ms, but for the limits of a session. */
const BEAT_MS = 50_000

/** Timers of a clock that the test turns. */
function timers(now: () => number) {
  const set = new Set<{ readonly at: number; readonly run: () => void }>()
  const after: After = (ms, run) => {
    const timer = { at: now() + ms, run }
    set.add(timer)
    return () => void set.delete(timer)
  }
  const runDue = () => {
    for (const timer of [...set].filter(({ at }) => at <= now())) {
      set.delete(timer)
      timer.run()
    }
  }
  return { set, after, runDue }
}

/** A watched session whose time the test makes. */
async function watched(name: ModeName, options: TestbedOptions = {}) {
  const testbed = await makeTestbed(name, options)
  const client = testbed.client()
  const { session, effects } = await testbed.mode.issue(testbed.person, client.request())
  client.apply(effects)
  const { set, after, runDue } = timers(testbed.now)
  const deps = { mode: testbed.mode, stores: testbed.stores, session, req: client.request() }
  const open = (signal = new AbortController().signal) => {
    const reader = watchSession(deps, signal, testbed.now, after).getReader()
    const next = async () => {
      const { value, done } = await reader.read()
      return done ? null : new TextDecoder().decode(value)
    }
    /** What the check says that comes of the time alone. */
    const step = async (ms = BEAT_MS) => {
      await vi.waitFor(() => expect(set.size).toBe(1))
      testbed.turn(ms)
      runDue()
      return next()
    }
    /** Opened, and checked a first time. */
    const settle = async () => {
      expect(await next()).toBe(': watching\n\n')
      await vi.waitFor(() => expect(set.size).toBe(1))
    }
    return { reader, next, step, settle }
  }
  return { testbed, client, session, open, deps, timers: set }
}

const parsed = (text: string | null) => {
  const [, event, data] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(text ?? '') ?? []
  return { event, data: JSON.parse(data ?? 'null') as unknown }
}

for (const name of MODE_NAMES) {
  for (const revocation of ['none', 'list'] as const) {
    test(`${name}, ${revocation}: a stream tells what the server knows of its session, and then ends`, async () => {
      const { testbed, client, open } = await watched(name, { revocation })
      const { next, step, settle } = open()
      await settle()
      expect(await step()).toBe(':\n\n')
      await signOut({ mode: testbed.mode, stores: testbed.stores }, client.request())
      // Where rows are kept the stream knows before the access token is over.
      const noticed = testbed.mode.facts.revocation === 'now' || testbed.mode.list !== undefined
      const at = new Date(testbed.now()).toISOString()
      if (!noticed) {
        expect(await step()).toBe(':\n\n')
        return
      }
      // By the news alone: the clock stands still.
      expect(parsed(await next())).toEqual({ event: 'ended', data: { reason: 'revoked', by: 'you', why: 'sign_out', at } })
      expect(await next()).toBeNull()
    })
  }
}

test.each([
  ['another', 'an administrator'],
  [null, 'this server'],
] as const)('an end by %s is by %s', async (by, who) => {
  const { testbed, session, client, open } = await watched('database')
  const { next, settle } = open()
  await settle()
  await testbed.mode.revoke({ kind: 'session', userId: session.user.id, id: session.id }, client.request(), { by, why: 'ended' })
  expect(parsed(await next())).toMatchObject({ event: 'ended', data: { by: who, why: 'ended' } })
})

test('an account that was deleted was deleted by its person', async () => {
  const { testbed, open } = await watched('database')
  const { next, settle } = open()
  await settle()
  await testbed.stores.users.delete(testbed.person.id, testbed.now())
  expect(parsed(await next())).toMatchObject({ event: 'ended', data: { reason: 'revoked', by: 'you', why: 'account_deleted' } })
})

test('in hybrid an access token that is over asks for a renewal, and for nothing else', async () => {
  const { testbed, open } = await watched('hybrid')
  const { next, step, settle } = open()
  await settle()
  expect(parsed(await step(testbed.config.accessMs))).toEqual({ event: 'renew', data: {} })
  expect(await next()).toBeNull()
})

test('watching keeps no session alive', async () => {
  const { open } = await watched('database', { config: { issuer: 'http://testbed.test', secure: false, idleMs: 5000, maxMs: 60_000, bearerMs: 5000, accessMs: 5000, graceMs: 1, sessionsPerUser: 100 } })
  const { step, settle } = open()
  await settle()
  expect(await step(4999)).toBe(':\n\n')
  expect(parsed(await step(1))).toMatchObject({ event: 'ended', data: { reason: 'expired', by: 'this server', why: null } })
})

test('a stream ends by itself', async () => {
  const { open } = await watched('bearer')
  const { next, step, settle } = open()
  await settle()
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

test('a store that does not answer ends nothing, and is asked again soon', async () => {
  const { deps, open } = await watched('database')
  const { step, settle } = open()
  await settle()
  const find = vi.spyOn(deps.stores.sessions, 'find').mockRejectedValueOnce(Object.assign(new Error('away'), { name: 'StoreUnavailable' }))
  expect(await step()).toBe(':\n\n')
  expect(find).toHaveBeenCalledOnce()
  expect(await step(2000)).toBe(':\n\n')
  expect(find).toHaveBeenCalledTimes(2)
})

test('news that got lost is found at the beat', async () => {
  const stores = { ...memoryStores(), notices: { subscribe: () => () => undefined } }
  const { session, open } = await watched('database', { stores })
  const { step, settle } = open()
  await settle()
  await stores.sessions.end(session.user.id, session.id, ENDING)
  expect(parsed(await step())).toMatchObject({ event: 'ended', data: { reason: 'revoked' } })
})

test('news that comes while a check is under way leads to another', async () => {
  const { deps, session, open } = await watched('jwt', { revocation: 'list' })
  const { next, settle } = open()
  await settle()
  const { revocations, users } = deps.stores
  const { find } = revocations
  vi.spyOn(revocations, 'find').mockImplementationOnce(async (userId, sessionId) => {
    const found = await find(userId, sessionId)
    await revocations.add({ ...ENDING, userId, sessionId, expiresAt: Infinity })
    return found
  })
  await users.setAuthority(session.user.id, { role: 'admin' }, ENDING)
  expect(await next()).toBe(':\n\n')
  expect(parsed(await next())).toMatchObject({ event: 'ended' })
})

test('what another process ends is heard, and not found at a beat', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stateside-live-'))
  const path = join(folder, 'stateside.db')
  const stores = openStores(path)
  // Its clock stands still, so nothing else leads to a check.
  const { session, open } = await watched('database', { stores })
  const { next, settle } = open()
  await settle()
  const program = `
    import { openStores } from '@/db/sqlite/open'
    const [path, userId, id] = process.argv.slice(1)
    await openStores(path).sessions.end(userId, id, ${JSON.stringify(ENDING)})`
  await promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program, '--', path, session.user.id, session.id])
  expect(parsed(await next())).toMatchObject({ event: 'ended', data: { by: 'an administrator', why: 'ended' } })
  expect(await next()).toBeNull()
  stores.close()
  rmSync(folder, { recursive: true })
})

test('a key that is dropped ends the streams of what it signed: here at once, elsewhere when it is trusted no more', async () => {
  const here = await watched('bearer')
  const beside = await watched('bearer', { stores: here.testbed.stores, secrets: here.testbed.secrets, clock: here.testbed.clock, person: here.testbed.person })
  const [one, other] = [here.open(), beside.open()]
  for (const stream of [one, other]) await stream.settle()
  await here.testbed.keys.rotate?.(here.testbed.now(), true)
  expect(parsed(await one.next())).toMatchObject({ event: 'ended', data: { reason: 'unknown_key' } })
  expect(await other.next()).toBe(':\n\n')
  expect(parsed(await other.step(2000))).toMatchObject({ event: 'ended', data: { reason: 'unknown_key' } })
})

test('however many hear of it, few check at once, and no two have the same beat', async () => {
  const { deps, timers } = await watched('database')
  const streams = Array.from({ length: 100 }, (_, n) => {
    const session = { ...deps.session, id: String(n), user: { ...deps.session.user, id: String(n) } }
    return watchSession({ ...deps, session }, new AbortController().signal, Date.now, (ms, run) => {
      const timer = { at: ms, run }
      timers.add(timer)
      return () => void timers.delete(timer)
    })
  })
  const find = vi.spyOn(deps.stores.sessions, 'find')
  let most = 0
  while (timers.size < 100) {
    const before = find.mock.calls.length
    await new Promise((resolve) => setImmediate(resolve))
    most = Math.max(most, find.mock.calls.length - before)
  }
  expect(most).toBeLessThanOrEqual(20)
  expect(new Set([...timers].map(({ at }) => at)).size).toBeGreaterThan(90)
  await Promise.all(streams.map((stream) => stream.cancel()))
  expect(timers.size).toBe(0)
})
