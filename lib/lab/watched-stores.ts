import { StoreUnavailable } from '@/lib/stores/errors'
import type { Stores } from '@/lib/stores/stores'

/** What a store was asked, and what it is made to do. */
export interface Meter {
  /** How often each part was read and written, by its name in `Stores`. */
  readonly reads: Map<string, number>
  readonly writes: Map<string, number>
  /** Every text that was ever written: all that a thief of the database could find in it. */
  readonly written: Set<string>
  /** When true, every call fails as a store does that cannot be reached. */
  down: boolean
  /** Awaited before each call, by the call's name such as `sessions.rotate`. */
  before: ((call: string) => Promise<void>) | null
}

/** Whatever else a store offers writes. */
const READS = /^(find\w*|list|recent|ending|active|has)$/

/** The same stores, counted; see `Meter`. */
export function watchStores(stores: Stores): { readonly stores: Stores; readonly meter: Meter } {
  const meter: Meter = { reads: new Map(), writes: new Map(), written: new Set(), down: false, before: null }

  const watch = <T extends object>(part: T, name: string): T =>
    new Proxy(part, {
      get(target, key) {
        const found: unknown = Reflect.get(target, key)
        if (typeof found !== 'function' || typeof key !== 'string') return found
        return async (...args: unknown[]): Promise<unknown> => {
          await meter.before?.(`${name}.${key}`)
          if (meter.down) throw new StoreUnavailable('the lab took this store down')
          const writes = !READS.test(key)
          const counted = writes ? meter.writes : meter.reads
          counted.set(name, (counted.get(name) ?? 0) + 1)
          if (writes) collect(args, meter.written)
          return Reflect.apply(found, target, args) as unknown
        }
      },
    })

  // To listen is no call that a store answers.
  const { name, ping, notices, ...parts } = stores
  const watched = Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, typeof part === 'object' ? watch(part, key) : part]))
  return {
    meter,
    stores: {
      ...(watched as unknown as Omit<Stores, 'name' | 'ping' | 'notices'>),
      name,
      notices,
      ping: () => (meter.down ? Promise.reject(new StoreUnavailable('the lab took this store down')) : ping()),
    },
  }
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value)
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) collect(part, into)
}
