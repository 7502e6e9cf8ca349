import { describe, expect, test } from 'vitest'
import { describeActors } from './actors.conformance'
import { describeAttempts } from './attempts.conformance'
import { describeClients } from './clients.conformance'
import type { OpenStores } from './conformance-samples'
import { describeDemoPeople } from './demo-people.conformance'
import { describeEpochs } from './epochs.conformance'
import { describeEvents } from './events.conformance'
import { describeFolding } from './folding.conformance'
import { describeNotices } from './notices.conformance'
import { describePurge } from './purge.conformance'
import { describeReports } from './reports.conformance'
import { describeRevocations } from './revocations.conformance'
import { describeRevokedTokens } from './revoked-tokens.conformance'
import { describeSessionExpiry } from './session-expiry.conformance'
import { describeSessionLists } from './session-lists.conformance'
import { describeSessionRaces } from './session-races.conformance'
import { describeSessions } from './sessions.conformance'
import { describeSigningKeys } from './signing-keys.conformance'
import { describeUsers } from './users.conformance'

const SUITES = [
  ...[describeSessions, describeSessionLists, describeSessionRaces, describeSessionExpiry],
  ...[describeUsers, describeEpochs, describeDemoPeople, describeActors],
  ...[describeRevocations, describeEvents, describeFolding, describeAttempts],
  ...[describeSigningKeys, describeClients, describeRevokedTokens, describeReports, describePurge, describeNotices],
]

/** What every driver must pass, whatever it keeps its rows in. `open` is called before each test, for stores that hold nothing. */
export function describeStores(name: string, open: OpenStores): void {
  describe(`${name} stores`, () => {
    test('answer a ping', async () => {
      await expect((await open()).ping()).resolves.toBeUndefined()
    })
    for (const suite of SUITES) suite(open)
  })
}
