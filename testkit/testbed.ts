import { randomBytes } from 'node:crypto'
import { memoryStores } from '@/db/memory/stores'
import type { Stores } from '@/lib/stores/stores'
import type { AuthMode, AuthRequest, Effect, Identity, ModeConfig, Trace } from '@/lib/auth/contract'
import { type ModeName, createMode, type ModeDeps } from '@/lib/auth/modes'
import { identityOf, newUser } from '@/lib/auth/credentials/identity'
import { storedSigningKeys, type SigningKeys } from '@/lib/auth/keys/signing-keys'
import { silent } from '@/lib/xray/trace'
import { PASSWORD_HASH } from './passwords'

/** A client that keeps cookies as a browser does, and a token as a script would; it can be copied. */
export interface Client {
  readonly cookies: Map<string, string>
  /** What was handed over, and goes into the Authorization header. */
  token: string | null
  apply(effects: readonly Effect[]): void
  request(trace?: Trace): AuthRequest
  copy(): Client
}

/** A mode with a store, a secret, a person and a clock of its own: nothing done here touches a real account. */
export interface Testbed<N extends string = ModeName> {
  readonly mode: AuthMode<N>
  readonly stores: Stores
  readonly config: ModeConfig
  readonly revocation: 'none' | 'list'
  readonly secrets: readonly [string, ...string[]]
  readonly keys: SigningKeys
  readonly clock: Clock
  readonly person: Identity
  /** The same mode over the same store and secrets, under other limits. */
  withConfig(config: ModeConfig): AuthMode<N>
  /** Turns the clock forward, in ms. */
  turn(ms: number): void
  now(): number
  client(cookies?: ReadonlyMap<string, string>, token?: string | null): Client
}

/** Of the person that every testbed has. */
export const PERSON_EMAIL = 'person@testbed.test'

/** Real time stands still here until it is turned; ms since epoch. */
export interface Clock {
  now(): number
  turn(ms: number): void
}

/** As a server with no settings has them. */
export const TESTBED_CONFIG: ModeConfig = {
  issuer: 'http://testbed.test',
  secure: false,
  idleMs: 86_400_000,
  maxMs: 2_592_000_000,
  bearerMs: 3_600_000,
  accessMs: 300_000,
  graceMs: 10_000,
  sessionsPerUser: 100,
}

export interface TestbedOptions {
  readonly config?: ModeConfig
  readonly secrets?: readonly [string, ...string[]]
  /** As AUTH_REVOCATION. */
  readonly revocation?: 'none' | 'list'
  /** Another testbed's, for a second server of the same application. */
  readonly stores?: Stores
  /** Where its clock begins; ms since epoch. */
  readonly start?: number
  /** Another testbed's; in place of `start`. */
  readonly clock?: Clock
  /** Signing keys at rest are sealed with these, where not with `secrets`. */
  readonly sealing?: readonly [string, ...string[]]
  /** Another testbed's, who is in `stores` already. */
  readonly person?: Identity
}

/** A mode as a factory, for one that no registry knows. */
export type ModeFactory<N extends string> = (deps: ModeDeps) => AuthMode<N>

export function makeClock(start: number): Clock {
  let now = start
  return { now: () => now, turn: (ms) => void (now += ms) }
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function makeTestbed<N extends ModeName>(name: N, options?: TestbedOptions): Promise<Testbed<N>> {
  return makeTestbedOf((deps) => createMode(name, deps), options)
}

/** A testbed around any mode. */
export async function makeTestbedOf<N extends string>(
  make: ModeFactory<N>,
  { config = TESTBED_CONFIG, secrets = [newSecret()], start = Date.now(), revocation = 'none', stores = memoryStores(), ...shared }: TestbedOptions = {},
): Promise<Testbed<N>> {
  const clock = shared.clock ?? makeClock(start)
  const keys = storedSigningKeys({ store: stores.signingKeys, secrets: shared.sealing ?? secrets, keepMs: Math.max(config.bearerMs, config.accessMs) })
  const made = { ...newUser({ email: PERSON_EMAIL, name: 'Person' }, clock.now()), ...shared.person }
  const person = identityOf(made)
  // False where another testbed made them.
  await stores.users.create(made, PASSWORD_HASH)

  const client = (cookies: ReadonlyMap<string, string> = new Map(), token: string | null = null): Client => {
    const jar = new Map(cookies)
    const made: Client = {
      cookies: jar,
      token,
      apply(effects) {
        for (const effect of effects) {
          if (effect.kind === 'hand-over') made.token = effect.token
          if (effect.kind === 'set-cookie') jar.set(effect.name, effect.value)
          if (effect.kind === 'clear-cookie') jar.delete(effect.name)
        }
      },
      request: (trace = silent) => ({
        now: clock.now(),
        clock: () => clock.now(),
        gone: () => false,
        trace,
        authorizations: () => (made.token === null ? [] : [`Bearer ${made.token}`]),
        cookies: (wanted) => {
          const value = jar.get(wanted)
          return value === undefined ? [] : [value]
        },
        device: { ip: '127.0.0.1', userAgent: 'testbed' },
      }),
      copy: () => client(jar, made.token),
    }
    return made
  }

  const deps = { config, secrets, stores, keys, revocation }
  return {
    mode: make(deps),
    stores,
    config,
    revocation,
    secrets,
    keys,
    clock,
    person,
    withConfig: (other) => make({ ...deps, config: other }),
    turn: (ms) => clock.turn(ms),
    now: () => clock.now(),
    client,
  }
}
