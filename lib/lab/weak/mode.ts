import type { AuthMode } from '@/lib/auth/contract'
import type { ModeDeps } from '@/lib/auth/modes'
import type { ModeFactory } from '@/testkit/testbed'
import type { Defences } from '../defences'
import { keepsClientsId, keepsPlainIds } from './ids'
import { carelessMemory } from './memory'
import { looseSessions } from './sessions'
import { trustingVerifier } from './verifier'

/** WEAK. A mode without the defences that an experiment switches off; with all of them on, the mode itself. */
export function weaken(make: ModeFactory<string>, deps: ModeDeps, on: Defences): AuthMode {
  const stores = { ...deps.stores, sessions: looseSessions(deps.stores.sessions, on) }
  let mode = make({ ...deps, stores })
  if (!on.has('hashed-ids')) mode = keepsPlainIds(mode, stores.sessions)
  if (!on.has('fresh-credential')) mode = keepsClientsId(mode, stores.sessions)
  return carelessMemory(trustingVerifier(mode, deps, on), on)
}
