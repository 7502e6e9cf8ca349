import { randomBytes } from 'node:crypto'
import { memoryStores } from '@/db/stores/memory'
import type { Stores } from '@/db/stores/contract'
import type { AuthMode, AuthRequest, Effect, Identity, ModeConfig, ModeName, Trace } from '@/lib/auth/contract'
import { newPublicId } from '@/lib/auth/opaque-id'
import { createMode } from '@/lib/auth/registry'
import { silent } from '@/lib/xray/trace'

/** A client that keeps cookies as a browser does, and can be copied. */
export interface Client {
  readonly cookies: Map<string, string>
  apply(effects: readonly Effect[]): void
  request(trace?: Trace): AuthRequest
  copy(): Client
}

/** A mode with a store, a secret, a person and a clock of its own: nothing done here touches a real account. */
export interface Arena<N extends ModeName = ModeName> {
  readonly mode: AuthMode<N>
  readonly stores: Stores
  readonly config: ModeConfig
  readonly person: Identity
  /** The same mode over the same store and secrets, under other limits. */
  withConfig(config: ModeConfig): AuthMode<N>
  /** Turns the clock forward, in ms. */
  turn(ms: number): void
  now(): number
  client(cookies?: ReadonlyMap<string, string>): Client
}

const CONFIG: ModeConfig = { issuer: 'http://arena.test', secure: false, idleMs: 86_400_000, maxMs: 2_592_000_000 }

export interface ArenaOptions {
  readonly config?: ModeConfig
  readonly secrets?: readonly [string, ...string[]]
  /** Where its clock begins; ms since epoch. */
  readonly start?: number
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export async function makeArena<N extends ModeName>(
  name: N,
  { config = CONFIG, secrets = [newSecret()], start = Date.now() }: ArenaOptions = {},
): Promise<Arena<N>> {
  let now = start
  const stores = memoryStores()
  const person: Identity = { id: newPublicId(), email: 'person@arena.test', name: 'Person', role: 'user' }
  await stores.users.create({ ...person, disabled: false, createdAt: now }, null)

  const client = (cookies: ReadonlyMap<string, string> = new Map()): Client => {
    const jar = new Map(cookies)
    return {
      cookies: jar,
      apply(effects) {
        for (const effect of effects) {
          if (effect.kind === 'set-cookie') jar.set(effect.name, effect.value)
          if (effect.kind === 'clear-cookie') jar.delete(effect.name)
        }
      },
      request: (trace = silent) => ({
        now,
        trace,
        header: () => null,
        cookies: (wanted) => {
          const value = jar.get(wanted)
          return value === undefined ? [] : [value]
        },
        device: { ip: '127.0.0.1', userAgent: 'arena' },
      }),
      copy: () => client(jar),
    }
  }

  return {
    mode: createMode(name, { config, secrets, stores }),
    stores,
    config,
    person,
    withConfig: (other) => createMode(name, { config: other, secrets, stores }),
    turn: (ms) => void (now += ms),
    now: () => now,
    client,
  }
}
