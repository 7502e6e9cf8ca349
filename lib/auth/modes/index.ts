import type { Stores } from '@/lib/stores/stores'
import type { AuthMode, ModeConfig } from '../contract'
import type { SigningKeys } from '../keys/signing-keys'
import { withRevocationList } from '../revocation-list'
import * as bearer from './bearer'
import * as database from './database'
import * as hybrid from './hybrid'
import * as jwt from './jwt'
import * as sealed from './sealed'
import { wordsFrom, type ModeWords, type OwnWords } from './words'

/** All that any mode is made from. */
export interface ModeDeps {
  readonly config: ModeConfig
  readonly secrets: readonly [string, ...string[]]
  readonly stores: Stores
  readonly keys: SigningKeys
  /** AUTH_REVOCATION. A mode whose revocations take effect now by themselves needs no list. */
  readonly revocation: 'none' | 'list'
}

/** Every mode there is, in the order in which the screens list them; the first is the default. Add yours here. */
const REGISTRY = {
  database: { make: database.databaseMode, words: database.words },
  jwt: { make: jwt.jwtMode, words: jwt.words },
  sealed: { make: sealed.sealedMode, words: sealed.words },
  bearer: { make: bearer.bearerMode, words: bearer.words },
  hybrid: { make: hybrid.hybridMode, words: hybrid.words },
}

export type ModeName = keyof typeof REGISTRY

const MODES: { readonly [N in ModeName]: { make(deps: ModeDeps): AuthMode<N>; readonly words?: OwnWords } } = REGISTRY

export const MODE_NAMES = Object.keys(MODES) as [ModeName, ...ModeName[]]

export function createMode<N extends ModeName>(name: N, deps: ModeDeps): AuthMode<N> {
  return withRevocation(MODES[name].make(deps), deps)
}

/** As AUTH_REVOCATION wants it. */
export function withRevocation<N extends string>(mode: AuthMode<N>, deps: Pick<ModeDeps, 'revocation' | 'stores'>): AuthMode<N> {
  return deps.revocation === 'list' && mode.facts.revocation !== 'now' ? withRevocationList(mode, deps.stores.revocations) : mode
}

/** What screens say of a mode, whether this registry knows it or not. */
export function wordsOf({ name, facts }: Pick<AuthMode, 'name' | 'facts'>): ModeWords {
  return wordsFrom(facts, Object.entries(MODES).find(([known]) => known === name)?.[1].words)
}
