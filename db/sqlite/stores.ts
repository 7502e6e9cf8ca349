import type Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import * as schema from './schema'
import type { Stores } from '@/lib/stores/stores'
import { sqliteAttempts } from './attempts'
import { sqliteClients } from './clients'
import { sqliteEvents } from './events'
import { sqliteGuard, type Guard } from './guard'
import { sqliteLists } from './lists'
import { sqliteNotices } from './notices'
import { sqlitePurge } from './purge'
import { sqliteReports } from './reports'
import { sqliteRevocations } from './revocations'
import { sqliteRevokedTokens } from './revoked-tokens'
import { sqliteSessions } from './sessions'
import { sqliteSigningKeys } from './signing-keys'
import { sqliteTransact } from './transact'
import { sqliteUsers } from './users'

/** Stores over an open SQLite database whose migrations are applied. What is asked often is prepared once, here. */
export function sqliteStores(sqlite: Database.Database, guard: Guard = sqliteGuard(sqlite)): Stores {
  const db = drizzle({ client: sqlite, schema })
  const transact = sqliteTransact(sqlite)
  // SQLite's own lower() knows ASCII only.
  sqlite.function('in_any_case', { deterministic: true }, (text) => String(text).toLowerCase())
  const lists = sqliteLists(db, guard)

  return {
    name: 'sqlite',
    ping: () => guard(() => void sqlite.prepare('select 1 from users limit 1').get()),
    purge: sqlitePurge(sqlite, guard),
    sessions: { ...sqliteSessions(sqlite, db, guard, transact), ...lists.sessions },
    revocations: sqliteRevocations(sqlite, guard, transact),
    users: { ...sqliteUsers(sqlite, db, guard, transact), ...lists.users },
    events: { ...sqliteEvents(sqlite, db, guard), ...lists.events },
    attempts: sqliteAttempts(sqlite, guard),
    signingKeys: sqliteSigningKeys(db, guard, transact),
    clients: sqliteClients(db, guard, transact),
    revokedTokens: sqliteRevokedTokens(db, guard),
    reports: sqliteReports(db, guard),
    notices: sqliteNotices(sqlite, guard),
  }
}
