import { openStores } from '@/db/client'
import type { Stores } from '@/db/stores/contract'
import { memoryStores } from '@/db/stores/memory'
import { env } from '@/lib/env'
import { MODE_NAMES, type AuthMode, type ModeConfig, type ModeFacts, type ModeName } from './contract'
import { databaseMode } from './modes/database'
import { jwtMode } from './modes/jwt'
import { sealedMode } from './modes/sealed'
import { SERVICE_TOKEN_SECONDS, serviceTokens, type ServiceTokens } from './service-tokens'
import { fixedSigningKey, storedSigningKeys, type SigningKeys } from './signing-keys'

/** All that any mode is made from. */
export interface ModeDeps {
  readonly config: ModeConfig
  readonly secrets: readonly [string, ...string[]]
  readonly stores: Stores
}

const FACTORIES: { readonly [N in ModeName]: (deps: ModeDeps) => AuthMode<N> } = {
  database: ({ config, stores }) => databaseMode({ config, sessions: stores.sessions }),
  jwt: ({ config, secrets, stores }) => jwtMode({ config, secrets, users: stores.users }),
  sealed: ({ config, secrets, stores }) => sealedMode({ config, secrets, users: stores.users }),
}

export function createMode<N extends ModeName>(name: N, deps: ModeDeps): AuthMode<N> {
  return FACTORIES[name](deps)
}

/** What this server serves with. */
export interface App {
  readonly mode: AuthMode
  readonly stores: Stores
  readonly signInAttempts: number
  readonly signingKeys: SigningKeys
  readonly serviceTokens: ServiceTokens
}

/** How long a retired key outlives the tokens that it signed, in ms: a request that signs may overlap the rotation. */
const KEY_MARGIN_MS = 60_000

/** Next makes modules once per server entry; the open database must be one. */
const shared = globalThis as typeof globalThis & { statesideStores?: Stores }
let app: App | undefined

/**
 * The mode that AUTH_MODE picks, over the database of DATABASE_URL. Made at the first call.
 * @throws {EnvError | StoreUnavailable}
 */
export function getApp(): App {
  if (app) return app
  const { mode, appUrl, secure, idleMs, maxMs, secrets, signingKey, databasePath, signInAttempts } = env()
  const stores = (shared.statesideStores ??= openStores(databasePath))
  const config: ModeConfig = { issuer: appUrl, secure, idleMs, maxMs }
  const signingKeys = signingKey
    ? fixedSigningKey(signingKey)
    : storedSigningKeys({ store: stores.signingKeys, secrets, keepMs: SERVICE_TOKEN_SECONDS * 1000 + KEY_MARGIN_MS })
  const { clients, revokedTokens } = stores
  return (app = {
    mode: createMode(mode, { config, secrets, stores }),
    stores,
    signInAttempts,
    signingKeys,
    serviceTokens: serviceTokens({ issuer: appUrl, keys: signingKeys, clients, revokedTokens }),
  })
}

let facts: Readonly<Record<ModeName, ModeFacts>> | undefined

/** What can be said of each mode before any request, with this server's cookie names. */
export function modeFacts(): Readonly<Record<ModeName, ModeFacts>> {
  if (facts) return facts
  const { appUrl, secure, idleMs, maxMs, secrets } = env()
  const deps: ModeDeps = { config: { issuer: appUrl, secure, idleMs, maxMs }, secrets, stores: memoryStores() }
  return (facts = Object.fromEntries(MODE_NAMES.map((name) => [name, createMode(name, deps).facts])) as Record<ModeName, ModeFacts>)
}
