import { describe, expect, test } from 'vitest'
import { verifiedMemory, type MemoryLimits } from './verified-memory'

const SMALL: MemoryLimits = { entries: 8, characters: 1000, perPerson: 3 }
const until = { now: 1000, until: 2000 }

describe('what was verified is remembered', () => {
  test('of these very bytes, with the time at which they were verified', () => {
    const memory = verifiedMemory<string>(SMALL)
    memory.keep('a credential', 'says this', { whose: 'ada', ...until })
    expect(memory.recall('a credential', 1500)).toMatchObject({ said: 'says this', verifiedAt: 1000 })
  })

  // LiteLLM CVE-2026-35030 and fast-jwt GHSA-rp9m-7r4c-75qg: a key of a part of it lets in whoever has that part.
  test.each(['a credential ', 'a credentia', 'A credential', ''])('and of no others: %j', (other) => {
    const memory = verifiedMemory<string>(SMALL)
    memory.keep('a credential', 'says this', { whose: 'ada', ...until })
    expect(memory.recall(other, 1500)).toBeNull()
  })

  test('by one verifier, and by no other', () => {
    const [ours, theirs] = [verifiedMemory<string>(SMALL), verifiedMemory<string>(SMALL)]
    ours.keep('a credential', 'says this', { whose: 'ada', ...until })
    expect(theirs.recall('a credential', 1500)).toBeNull()
  })

  // Pelican 3696.
  test('until the credential is over, however often it is asked for', () => {
    const memory = verifiedMemory<string>(SMALL)
    memory.keep('a credential', 'says this', { whose: 'ada', ...until })
    for (let now = 1000; now < 2000; now += 100) expect(memory.recall('a credential', now)).not.toBeNull()
    expect(memory.recall('a credential', 2000)).toBeNull()
    // Nor when the clock goes back after that.
    expect(memory.recall('a credential', 1500)).toBeNull()
  })

  test('not where the clock stands before it was verified', () => {
    const memory = verifiedMemory<string>(SMALL)
    memory.keep('a credential', 'says this', { whose: 'ada', ...until })
    expect(memory.recall('a credential', 999)).toBeNull()
  })

  test('not at all when it was over already', () => {
    const memory = verifiedMemory<string>(SMALL)
    memory.keep('a credential', 'says this', { whose: 'ada', now: 2000, until: 2000 })
    expect(memory.recall('a credential', 1000)).toBeNull()
  })
})

describe('no more is remembered than so much', () => {
  test('of one person, whose oldest goes first', () => {
    const memory = verifiedMemory<number>(SMALL)
    for (let i = 0; i < 5; i++) memory.keep(`credential ${String(i)}`, i, { whose: 'eve', ...until })
    expect([0, 1, 2, 3, 4].map((i) => memory.recall(`credential ${String(i)}`, 1500)?.said ?? null)).toEqual([null, null, 2, 3, 4])
  })

  test('also of somebody who uses each of theirs again and again', () => {
    const memory = verifiedMemory<number>(SMALL)
    for (let i = 0; i < 100; i++) {
      memory.keep(`credential ${String(i)}`, i, { whose: 'eve', ...until })
      for (let j = 0; j <= i; j++) memory.recall(`credential ${String(j)}`, 1500)
    }
    const kept = Array.from({ length: 100 }, (_, i) => memory.recall(`credential ${String(i)}`, 1500)).filter((found) => found !== null)
    expect(kept).toHaveLength(SMALL.perPerson)
  })

  test('in entries', () => {
    const memory = verifiedMemory<number>(SMALL)
    for (let i = 0; i < 100; i++) memory.keep(`credential ${String(i)}`, i, { whose: `person ${String(i)}`, ...until })
    const kept = Array.from({ length: 100 }, (_, i) => memory.recall(`credential ${String(i)}`, 1500)).filter((found) => found !== null)
    expect(kept.length).toBeLessThanOrEqual(SMALL.entries)
    expect(kept.length).toBeGreaterThan(0)
  })

  test('in characters', () => {
    const memory = verifiedMemory<number>({ ...SMALL, entries: 1000 })
    const long = (i: number) => String(i).padStart(100, 'x')
    for (let i = 0; i < 100; i++) memory.keep(long(i), i, { whose: `person ${String(i)}`, ...until })
    const kept = Array.from({ length: 100 }, (_, i) => memory.recall(long(i), 1500)).filter((found) => found !== null)
    expect(kept.length * 100).toBeLessThanOrEqual(SMALL.characters)
    expect(kept.length).toBeGreaterThan(0)
  })
})

test('a flood of valid credentials that come once drives out nobody who comes again', () => {
  const memory = verifiedMemory<string>(SMALL)
  for (const person of ['ada', 'grace']) {
    memory.keep(`credential of ${person}`, person, { whose: person, ...until })
    memory.recall(`credential of ${person}`, 1100)
  }
  for (let i = 0; i < 1000; i++) memory.keep(`flood ${String(i)}`, 'flood', { whose: `stranger ${String(i)}`, ...until })
  for (const person of ['ada', 'grace']) expect(memory.recall(`credential of ${person}`, 1500)?.said).toBe(person)
})
