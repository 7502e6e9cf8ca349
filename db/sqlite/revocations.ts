import type Database from 'better-sqlite3'
import { and, eq, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type * as schema from './schema'
import { revokedSessions, users } from './schema'
import type { Ending } from '@/lib/stores/ending'
import type { RevocationStore, Revoked } from '@/lib/stores/revocations'
import type { Guard } from './guard'
import { storedUser } from './sessions'
import type { Transact } from './transact'

const placeholder = (name: string) => sql.placeholder(name)

/** The revocation list, and what a check with it asks of a person. */
export function sqliteRevocations(
  sqlite: Database.Database,
  db: BetterSQLite3Database<typeof schema>,
  guard: Guard,
  transact: Transact,
): RevocationStore {
  const addRevoked = sqlite.prepare<[Revoked]>(
    `insert into revoked_sessions (user_id, session_id, at, by, why, expires_at)
     values (@userId, @sessionId, @at, @by, @why, @expiresAt) on conflict do nothing`,
  )
  const findStanding = db
    .select({
      user: storedUser,
      began: { at: users.epochAt, by: users.epochBy, why: users.epochWhy },
      ended: { at: revokedSessions.at, by: revokedSessions.by, why: revokedSessions.why },
    })
    .from(users)
    .leftJoin(revokedSessions, and(eq(revokedSessions.userId, users.id), eq(revokedSessions.sessionId, placeholder('sessionId'))))
    .where(eq(users.id, placeholder('userId')))
    .prepare()

  return {
    find: (userId, sessionId) =>
      guard(() => {
        const found = findStanding.get({ userId, sessionId })
        if (!found) return { ended: null, person: null }
        return { ended: found.ended, person: { user: found.user, epochBegan: endingOf(found.began) } }
      }),
    add: (entry, actor) =>
      guard(() => transact(actor, () => addRevoked.run(entry).changes === 1)),
    addAll: (entries) =>
      guard(() =>
        transact(undefined, () => {
          for (const entry of entries) addRevoked.run(entry)
        }),
      ),
  }
}

function endingOf({ at, by, why }: { at: number | null; by: string | null; why: Ending['why'] | null }): Ending | null {
  return at === null || why === null ? null : { at, by, why }
}
