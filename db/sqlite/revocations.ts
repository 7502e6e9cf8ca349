import type Database from 'better-sqlite3'
import type { Ending } from '@/lib/stores/ending'
import type { RevocationStore, Revoked } from '@/lib/stores/revocations'
import type { Guard } from './guard'
import { LOOK_MS, USER_COLUMNS, userAt, type Row } from './rows'
import type { Transact } from './transact'

/** The revocation list, and what a check with it asks of a person. */
export function sqliteRevocations(
  sqlite: Database.Database,
  guard: Guard,
  transact: Transact,
): RevocationStore {
  const addRevoked = sqlite.prepare<[Revoked]>(
    `insert into revoked_sessions (user_id, session_id, at, by, why, expires_at)
     values (@userId, @sessionId, @at, @by, @why, @expiresAt) on conflict do nothing`,
  )
  const findStanding = sqlite
    .prepare<[sessionId: string, userId: string], Row>(
      `select ${USER_COLUMNS.join(', ')}, users.epoch_at, users.epoch_by, users.epoch_why, r.at, r.by, r.why
       from users left join revoked_sessions r on r.user_id = users.id and r.session_id = ?
       where users.id = ?`,
    )
    .raw()

  return {
    find: (userId, sessionId) =>
      guard(() => {
        const row = findStanding.get(sessionId, userId)
        if (!row) return { ended: null, person: null }
        const epochBegan = endingAt(row, USER_COLUMNS.length)
        return { ended: endingAt(row, USER_COLUMNS.length + 3), person: { user: userAt(row, 0), epochBegan } }
      }, LOOK_MS),
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

function endingAt(row: Row, at: number): Ending | null {
  const [when, by, why] = [row[at], row[at + 1], row[at + 2]]
  return when === null || why === null ? null : ({ at: when, by, why } as Ending)
}
