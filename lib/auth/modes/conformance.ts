import { describe } from 'vitest'
import { arenaOf, type Make } from './arena.conformance'
import { endingSuite } from './ending.conformance'
import { issuingSuite } from './issuing.conformance'
import { lifetimesSuite } from './lifetimes.conformance'
import { refusingSuite } from './refusing.conformance'

/**
 * What every mode must pass. It tests what a mode claims: one that says `at-expiry` passes honestly, one that says
 * `now` and lets a replay through fails.
 */
export function conform(name: string, make: Make): void {
  for (const revocation of ['none', 'list'] as const) {
    describe(`${name} with AUTH_REVOCATION=${revocation} conforms`, () => {
      const arena = arenaOf((options) => make({ revocation, ...options }))
      issuingSuite(arena)
      refusingSuite(arena)
      lifetimesSuite(arena)
      endingSuite(arena)
    })
  }
}
