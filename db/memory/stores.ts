import type { Stores } from '@/lib/stores/stores'
import { listeners } from '@/lib/stores/notices'
import { memoryAttempts } from './attempts'
import { memoryClients } from './clients'
import { memoryEvents } from './events'
import { memoryPurge } from './purge'
import { memoryReports } from './reports'
import { memoryRevocations } from './revocations'
import { memoryRevokedTokens } from './revoked-tokens'
import { memoryRows } from './rows'
import { memorySessions } from './sessions'
import { memorySigningKeys } from './signing-keys'
import { memoryTransact } from './transact'
import { memoryUsers } from './users'

/** Stores that live as long as the process: for tests and the lab. */
export function memoryStores(): Stores {
  const { subscribe, tell } = listeners(() => () => undefined)
  const rows = memoryRows(tell)
  const transact = memoryTransact(rows)
  return {
    name: 'memory',
    ping: () => Promise.resolve(),
    purge: memoryPurge(rows),
    sessions: memorySessions(rows, transact),
    revocations: memoryRevocations(rows, transact),
    users: memoryUsers(rows, transact),
    events: memoryEvents(rows),
    attempts: memoryAttempts(rows),
    signingKeys: memorySigningKeys(rows, transact),
    clients: memoryClients(transact),
    revokedTokens: memoryRevokedTokens(rows),
    reports: memoryReports(),
    notices: { subscribe },
  }
}
