import { beforeEach, describe, expect, test } from 'vitest'
import { recorder } from '@/lib/xray/trace'
import { makeTestbed, type Testbed } from '@/testkit/testbed'
import { sessionClaims } from './claims'
import { claimsReader, type Opened } from './open-claims'

const ISSUER = 'http://testbed.test'
const HOUR = 3_600_000

let bed: Testbed<'jwt'>
beforeEach(async () => {
  bed = await makeTestbed('jwt')
})

/** A reader of credentials that say what is in `says`, and what it was asked to open. */
function reading(says: Readonly<Record<string, () => Opened>>) {
  const opened: string[] = []
  const read = claimsReader(ISSUER, {
    opens: ['Open it', 'in a test'],
    open(credential) {
      opened.push(credential)
      return Promise.resolve(says[credential]?.() ?? { reason: 'bad_signature' })
    },
  })
  return { opened, read: (credential: string) => read(credential, bed.client().request()) }
}

const good = (more: Partial<Extract<Opened, { payload: unknown }>> = {}): Opened => {
  const now = bed.now()
  return { payload: { ...sessionClaims(bed.person, ISSUER, { createdMs: now, issuedMs: now, expiresMs: now + HOUR }) }, ...more }
}

describe('a credential is opened once', () => {
  test('and what it says is then known', async () => {
    const { read, opened } = reading({ a: good })
    const first = await read('a')
    bed.turn(1000)
    expect(await read('a')).toEqual(first)
    expect(opened).toEqual(['a'])
  })

  test('by its whole self: one that differs anywhere is opened', async () => {
    const { read, opened } = reading({ 'the same beginning, a': good })
    await read('the same beginning, a')
    expect(await read('the same beginning, b')).toEqual({ reason: 'bad_signature' })
    expect(opened).toEqual(['the same beginning, a', 'the same beginning, b'])
  })

  test('a refusal is never known: it is decided each time', async () => {
    let reason: 'unknown_key' | null = 'unknown_key'
    const { read, opened } = reading({ a: () => (reason ? { reason } : good()) })
    expect(await read('a')).toEqual({ reason: 'unknown_key' })
    reason = null
    expect(await read('a')).toHaveProperty('claims')
    expect(opened).toEqual(['a', 'a'])
  })

  test('what is not meant for us is opened each time', async () => {
    const { read, opened } = reading({ a: () => ({ payload: { ...(good() as { payload: object }).payload, aud: 'http://elsewhere.test' } }) })
    for (let i = 0; i < 2; i++) expect(await read('a')).toEqual({ reason: 'malformed' })
    expect(opened).toEqual(['a', 'a'])
  })
})

describe('what is known', () => {
  test('ends when its claims do', async () => {
    const { read, opened } = reading({ a: good })
    await read('a')
    bed.turn(HOUR - 1)
    await read('a')
    expect(opened).toHaveLength(1)
    bed.turn(1)
    await read('a')
    expect(opened).toHaveLength(2)
  })

  test('ends when the credential does, if that is sooner', async () => {
    const { read, opened } = reading({ a: () => good({ until: bed.now() + 1000 }) })
    await read('a')
    bed.turn(1000)
    await read('a')
    expect(opened).toHaveLength(2)
  })

  test('counts only while its key does, which is asked at every use', async () => {
    let counts = true
    const asked: number[] = []
    const keyCounts = (now: number) => {
      asked.push(now)
      return Promise.resolve(counts)
    }
    const { read } = reading({ a: () => good({ keyCounts }) })
    await read('a')
    bed.turn(1)
    await read('a')
    expect(asked).toEqual([bed.now()])
    counts = false
    expect(await read('a')).toEqual({ reason: 'unknown_key' })
  })

  test('cannot be changed by whoever reads it', async () => {
    const { read } = reading({ a: good })
    const first = await read('a')
    if (!('claims' in first)) throw new Error('it is good')
    expect(Object.isFrozen(first.claims)).toBe(true)
  })

  test('is said in the trace, with when it was verified', async () => {
    const trace = recorder()
    const read = claimsReader(ISSUER, { opens: ['Open it', 'in a test'], open: () => Promise.resolve(good()) })
    for (const after of [0, 500, 3000]) {
      bed.turn(after)
      await read('a', bed.client().request(trace))
    }
    expect(trace.steps.map(({ label, detail }) => [label, detail])).toEqual([
      ['Open it', 'in a test'],
      ['Recall what these bytes say', 'verified a moment ago by this process, and remembered by their SHA-256'],
      ['Recall what these bytes say', 'verified 3 s ago by this process, and remembered by their SHA-256'],
    ])
  })
})
