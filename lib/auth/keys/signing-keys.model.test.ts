import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StoreUnavailable } from '@/lib/stores/errors'
import type { SigningKeyStore, StoredSigningKey } from '@/lib/stores/signing-keys'
import { memoryStores } from '@/db/memory/stores'
import { newOpaqueId } from '../credentials/opaque-id'
import { storedSigningKeys, type SigningKeys } from './signing-keys'

const KEEP_MS = 60_000
const TRUST_MS = 1000
const SECRETS = [newOpaqueId()] as const

/** One thing that happens in one of two processes, or to the store that they share. `key` chooses among those ever made. */
type Step =
  | { readonly do: 'sign' | 'publish' | 'rotate' | 'drop' | 'drop, and the answer is lost'; readonly who: number }
  | { readonly do: 'find'; readonly who: number; readonly key: number; readonly trustMs: number }
  | { readonly do: 'down' | 'up' | 'copy' | 'restore' }
  | { readonly do: 'turn'; readonly ms: number }

const who = fc.nat({ max: 1 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('sign', 'publish', 'rotate', 'drop', 'drop, and the answer is lost'), who }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('find' as const), who, key: fc.nat({ max: 9 }), trustMs: fc.constantFrom(0, TRUST_MS) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('down', 'up', 'copy', 'restore') }) },
  // Also backwards, as a clock that is set does.
  { weight: 3, arbitrary: fc.record({ do: fc.constant('turn' as const), ms: fc.constantFrom(1, TRUST_MS, KEEP_MS, 40 * 86_400_000, -1, -TRUST_MS, -KEEP_MS) }) },
)

/** A store that goes down, and can be put back to an older copy of itself, as after a failover. */
function breakable() {
  let inner = memoryStores().signingKeys
  let down = false
  let losing = false
  let copy: readonly StoredSigningKey[] = []
  const fail = () => Promise.reject(new StoreUnavailable('down'))
  const store = new Proxy({} as SigningKeyStore, {
    get: (_, name: keyof SigningKeyStore) =>
      async (...given: unknown[]) => {
        if (down) return fail()
        const answer: unknown = await (inner[name] as (...args: unknown[]) => Promise<unknown>).apply(inner, given)
        return losing && name === 'purge' ? fail() : answer
      },
  })
  return {
    store,
    rows: () => inner.list(),
    set: (to: boolean) => (down = to),
    isDown: () => down,
    lose: (to: boolean) => (losing = to),
    copy: async () => void (copy = await inner.list()),
    async restore() {
      inner = memoryStores().signingKeys
      for (const row of [...copy].reverse()) await inner.replace((await inner.active())?.kid ?? null, row)
    },
  }
}

/** What one process has seen of the keys, said without a word about how it remembers. */
class Knowledge {
  readonly dropped = new Set<string>()
  /** Those that it may go on trusting while the store is away. */
  readonly trusted = new Set<string>()

  drops(kids: Iterable<string>) {
    for (const kid of kids) {
      this.dropped.add(kid)
      this.trusted.delete(kid)
    }
  }
}

async function play(steps: readonly Step[]): Promise<void> {
  const { store, rows, ...fault } = breakable()
  let now = 1_000_000
  const rings = [0, 1].map((): { keys: SigningKeys; knows: Knowledge } => ({
    keys: storedSigningKeys({ store, secrets: SECRETS, keepMs: KEEP_MS }),
    knows: new Knowledge(),
  }))
  const ever: string[] = []
  const kids = async () => (await rows()).map(({ kid }) => kid)
  const noteNew = async () => {
    for (const kid of await kids()) if (!ever.includes(kid)) ever.push(kid)
  }

  const steer: Readonly<Record<'down' | 'up' | 'copy' | 'restore', () => unknown>> = {
    down: () => fault.set(true),
    up: () => fault.set(false),
    copy: fault.copy,
    restore: fault.restore,
  }

  for (const action of steps) {
    if (action.do === 'turn') now += action.ms
    else if ('who' in action) {
      const { keys, knows } = rings[action.who]!
      if (action.do === 'find') {
        const kid = ever[action.key % ever.length]
        if (kid === undefined) continue
        const found = await keys.find(kid, now, action.trustMs).catch(() => 'store down' as const)
        const row = (await rows()).find((one) => one.kid === kid)
        if (knows.dropped.has(kid)) expect(found).toBeNull()
        else if (fault.isDown()) {
          // As long as nobody told it otherwise. Null: retired for longer than any token lives, by the clock as it is now.
          if (action.trustMs > 0 && knows.trusted.has(kid)) expect(found).not.toBe('store down')
        } else if (row && (row.retiredAt === null || now < row.retiredAt + KEEP_MS)) {
          expect(found).not.toBeNull()
          knows.trusted.add(kid)
        } else if (found === null && !row && knows.trusted.has(kid)) knows.drops([kid])
      } else if (action.do === 'sign') {
        const signing = await keys.current(now).catch(() => null)
        if (!signing) continue
        expect(knows.dropped).not.toContain(signing.kid)
        knows.trusted.add(signing.kid)
      } else if (action.do === 'publish') {
        const published = await keys.published(now).catch(() => null)
        if (!published) continue
        for (const { kid } of published) expect(knows.dropped).not.toContain(kid)
        const there = await kids()
        knows.drops([...knows.trusted].filter((kid) => !there.includes(kid)))
      } else {
        const before = await kids()
        fault.lose(action.do === 'drop, and the answer is lost')
        const made = await keys.rotate!(now, action.do !== 'rotate').catch(() => null)
        fault.lose(false)
        if (made) knows.drops(before.filter((kid) => kid !== made.kid && action.do === 'drop'))
        // What it drops and what it rotates away it asks for again before it trusts it.
        if (made || action.do !== 'rotate') knows.trusted.clear()
      }
      await noteNew()
    } else await steer[action.do]()

    for (const { keys, knows } of rings) {
      for (const kid of knows.dropped) {
        expect(await keys.find(kid, now)).toBeNull()
        expect(await keys.find(kid, now, TRUST_MS)).toBeNull()
      }
    }
  }
}

test('a key that a process knows to be dropped is never trusted by it again, and one that is not stays trusted while the store is away', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), play), { numRuns: 300 })
})
