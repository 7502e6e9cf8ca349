import { openStores } from '@/db/sqlite/open'
import type { Stores } from '@/lib/stores/stores'
import { memoryStores } from '@/db/memory/stores'
import { env } from './env'
import { silent } from '@/lib/xray/trace'
import { watched } from '@/lib/xray/watched-mode'
import { wireLog, type WireLog } from '@/lib/xray/wire-log'
import type { Passwords } from './accounts/attempts'
import type { AuthMode, AuthRequest, ModeConfig, ModeFacts } from './auth/contract'
import { createMode, MODE_NAMES, wordsOf, type ModeDeps, type ModeName } from './auth/modes'
import type { ModeWords } from './auth/modes/words'
import { verifyPassword } from './accounts/password'
import { passwordQueue } from './accounts/password-queue'
import { processWide } from './process-wide'
import { SERVICE_TOKEN_SECONDS, serviceTokens, type ServiceTokens } from './oauth/service-tokens'
import { fixedSigningKey, storedSigningKeys, type SigningKeys } from './auth/keys/signing-keys'

/** What this server serves with. */
export interface App extends Origin {
  readonly mode: AuthMode
  readonly stores: Stores
  readonly revocation: 'none' | 'list'
  readonly passwords: Passwords
  readonly signingKeys: SigningKeys
  /** AUTH_SECRET, and each of AUTH_SECRET_PREVIOUS. */
  readonly secretsAccepted: number
  readonly serviceTokens: ServiceTokens
  /** The wall clock; ms since epoch. */
  readonly clock: () => number
  /** How many proxies in front append to X-Forwarded-For. */
  readonly trustProxyHops: number
  /** The name of this server, of several. */
  readonly instance: string
  /** Whether anybody may run the lab. */
  readonly lab: boolean
  /** What is remembered of each session's last requests; null, and nothing is, where the lab is off. */
  readonly wire: WireLog | null
  /** Whether a demo person's role may be flipped whoever else is an admin; null where there are no demo people. */
  readonly flipsAnyway: boolean | null
}

/** What of the configuration every answer depends on. */
export interface Origin {
  /** Our public origin, without a slash at the end. */
  readonly origin: string
  /** Whether it is https. */
  readonly secure: boolean
}

/** How long a retired key outlives the tokens that it signed, in ms: a request that signs may overlap the rotation. */
const KEY_MARGIN_MS = 60_000

let app: Promise<App> | undefined

/**
 * What this server serves with, as the environment says. Made at the first call.
 * @throws {EnvError | StoreUnavailable}
 */
export function getApp(): Promise<App> {
  return (app ??= Promise.resolve().then(compose))
}

function compose(): App {
  const { mode: name, revocation, secrets, signingKey, databasePath, signInAttempts, addressAttempts, appUrl, secure, trustProxyHops, instance, lab, seedDemo, production } = env()
  const config = modeConfig()
  const stores = processWide('stores', () => openStores(databasePath))
  const signingKeys = processWide('signing keys', () => (signingKey ? fixedSigningKey(signingKey) : keysIn(stores, config)))
  const queue = processWide('password queue', () => passwordQueue())
  const wire = lab ? processWide('wire log', () => wireLog(Date.now)) : null
  const make = () => {
    const mode = createMode(name, { config, secrets, stores, keys: signingKeys, revocation })
    return wire ? watched(mode, wire) : mode
  }
  const { clients, revokedTokens } = stores
  return {
    // What one entry has verified, the others need not. Whoever works on a mode wants each change of it.
    mode: production ? processWide('mode', make) : make(),
    stores,
    revocation,
    passwords: { signInAttempts, addressAttempts, queue, verify: verifyPassword },
    signingKeys,
    secretsAccepted: secrets.length,
    serviceTokens: serviceTokens({ issuer: config.issuer, keys: signingKeys, clients, revokedTokens }),
    clock: Date.now,
    origin: appUrl,
    secure,
    trustProxyHops,
    instance,
    lab,
    wire,
    flipsAnyway: seedDemo ? !production : null,
  }
}

function modeConfig(): ModeConfig {
  const { appUrl: issuer, secure, idleMs, maxMs, bearerMs, accessMs, graceMs, sessionsPerUser } = env()
  return { issuer, secure, idleMs, maxMs, bearerMs, accessMs, graceMs, sessionsPerUser }
}

function keysIn({ signingKeys: store }: Stores, { bearerMs, accessMs }: ModeConfig): SigningKeys {
  const longestMs = Math.max(SERVICE_TOKEN_SECONDS * 1000, bearerMs, accessMs)
  return storedSigningKeys({ store, secrets: env().secrets, keepMs: longestMs + KEY_MARGIN_MS })
}

/** When something that is taken away now is no longer accepted; `inMs` from now. */
export type Foreseen = { readonly takesEffect: 'now' } | { readonly takesEffect: 'at-expiry'; readonly inMs: number; readonly why: string }

export const FORESEEN = ['user', 'role'] as const

/**
 * What this server's mode would promise, asked of the mode itself over an empty store: nothing is ended by asking. Of
 * every session of a person, as when their account is disabled, and of a role.
 */
export async function foresee(): Promise<Readonly<Record<(typeof FORESEEN)[number], Foreseen>>> {
  const { mode: name, revocation, secrets } = env()
  const config = modeConfig()
  const stores = memoryStores()
  const mode = createMode(name, { config, secrets, stores, keys: keysIn(stores, config), revocation })
  const now = Date.now()
  const req: AuthRequest = { now, clock: () => now, gone: () => false, trace: silent, cookies: () => [], authorizations: () => [], device: { ip: null, userAgent: null } }
  const [user, role] = await Promise.all(
    FORESEEN.map(async (kind): Promise<Foreseen> => {
      const target = kind === 'role' ? { kind, userId: '' } : { kind, userId: '', epoch: 0 }
      const promise = await mode.revoke(target, req, { by: null, why: 'ended' })
      return promise.takesEffect === 'now' ? { takesEffect: 'now' } : { takesEffect: 'at-expiry', inMs: promise.at - now, why: promise.why }
    }),
  )
  if (!user || !role) throw new Error('one promise for each kind')
  return { user, role }
}

let facts: Readonly<Record<ModeName, ModeFacts>> | undefined

/** What can be said of each mode before any request, with this server's cookie names. */
export function modeFacts(): Readonly<Record<ModeName, ModeFacts>> {
  if (facts) return facts
  const { secrets, revocation } = env()
  const config = modeConfig()
  const stores = memoryStores()
  const deps: ModeDeps = { config, secrets, stores, keys: keysIn(stores, config), revocation }
  return (facts = Object.fromEntries(MODE_NAMES.map((name) => [name, createMode(name, deps).facts])) as Record<ModeName, ModeFacts>)
}

/** What the screens say of each mode. */
export function modeWords(): Readonly<Record<ModeName, ModeWords>> {
  const all = modeFacts()
  return Object.fromEntries(MODE_NAMES.map((name) => [name, wordsOf({ name, facts: all[name] })])) as Record<ModeName, ModeWords>
}
