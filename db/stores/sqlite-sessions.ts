import type Database from 'better-sqlite3'
import { and, eq, getTableColumns, getTableName, gte, isNotNull, isNull, lt, ne, or, sql, type Column, type SQL } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type * as schema from '../schema'
import { revokedSessions, sessions, spentTokens, users } from '../schema'
import type { Ending, RevocationStore, SessionStore, StoredSession, StoredUser } from './contract'
import type { Guard } from './sqlite-guard'
import type { Transact } from './sqlite-users'

const placeholder = (name: string) => sql.placeholder(name)

/** How long a read may trust that the file is still there, in ms: looking costs nearly half as much as reading. */
const LOOK_MS = 100

/** What leaves the table of a person: everything but the password's hash, how their epoch began, and what the seed made them. */
const { passwordHash: _hash, epochAt: _at, epochBy: _by, epochWhy: _why, demo: _demo, ...storedUser } = getTableColumns(users)
const { tokenHash: _token, endedAt: _endedAt, endedBy: _endedBy, endedWhy: _endedWhy, ...storedSession } = getTableColumns(sessions)
export { storedSession, storedUser }

/** Each table's columns under the names that the code has for them. */
const selected = (columns: Readonly<Record<string, Column>>) =>
  Object.entries(columns).map(([name, column]) => `${getTableName(column.table)}.${column.name} as "${name}"`)

/** What every check of a session asks: the rows of sessions, their spent credentials, and the revocation list. */
export function sqliteSessions(
  sqlite: Database.Database,
  db: BetterSQLite3Database<typeof schema>,
  guard: Guard,
  transact: Transact,
): { readonly sessions: Omit<SessionStore, 'get' | 'list' | 'count'>; readonly revocations: RevocationStore } {
  /** Of a session that was joined with its person. */
  const inItsEpoch = or(gte(sessions.epoch, users.epoch), eq(sessions.id, users.spared))
  // SQLite's own booleans are numbers. Drizzle's mapping of the row would double what the one read of every request costs.
  const findByHash = sqlite
    .prepare<[string], { sessions: StoredSession; users: Omit<StoredUser, 'disabled'> & { disabled: number | boolean } }>(
      `select ${[...selected(storedSession), ...selected(storedUser)].join(', ')}
       from sessions join users on users.id = sessions.user_id
       where sessions.token_hash = ? and sessions.ended_at is null
         and (sessions.epoch >= users.epoch or sessions.id = users.spared)`,
    )
    .expand()
  const createSession = sqlite.prepare<[StoredSession & { tokenHash: string }]>(
    `insert into sessions (token_hash, id, user_id, epoch, created_at, last_seen_at, expires_at, ip, user_agent)
     select @tokenHash, @id, id, epoch, @createdAt, @lastSeenAt, @expiresAt, @ip, @userAgent
     from users where id = @userId and epoch = @epoch and not disabled`,
  )
  const extendSession = sqlite.prepare<[{ id: string; lastSeenAt: number; expiresAt: number }]>(
    `update sessions set last_seen_at = @lastSeenAt, expires_at = @expiresAt
     where id = @id and ended_at is null and exists (
       select 1 from users u where u.id = sessions.user_id and not u.disabled and (sessions.epoch >= u.epoch or sessions.id = u.spared))`,
  )
  /** Ends what lives and matches; their ids. */
  const endWhere = (ending: Ending, ...matches: readonly (SQL | undefined)[]) =>
    db
      .update(sessions)
      .set({ endedAt: ending.at, endedBy: ending.by, endedWhy: ending.why })
      .where(and(isNull(sessions.endedAt), ...matches))
      .returning({ id: sessions.id })
      .all()
      .map(({ id }) => id)
  const findSpent = db
    .select({ session: storedSession, user: storedUser, spentAt: spentTokens.spentAt, salt: spentTokens.salt })
    .from(spentTokens)
    .innerJoin(sessions, eq(sessions.id, spentTokens.sessionId))
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(spentTokens.tokenHash, placeholder('tokenHash')), isNull(sessions.endedAt), inItsEpoch))
    .prepare()
  const findEnded = db
    .select(storedSession)
    .from(sessions)
    .where(and(eq(sessions.tokenHash, placeholder('tokenHash')), isNotNull(sessions.endedAt)))
    .prepare()
  const findEnding = db
    .select({ at: sessions.endedAt, by: sessions.endedBy, why: sessions.endedWhy })
    .from(sessions)
    .where(eq(sessions.id, placeholder('id')))
    .prepare()
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
    sessions: {
      create: (session, tokenHash) => guard(() => createSession.run({ ...session, tokenHash }).changes === 1),
      find: (tokenHash) =>
        guard(() => {
          const row = findByHash.get(tokenHash)
          if (!row) return null
          row.users.disabled = row.users.disabled !== 0
          return { session: row.sessions, user: row.users as StoredUser }
        }, LOOK_MS),
      findEnded: (tokenHash) => guard(() => findEnded.get({ tokenHash }) ?? null),
      extend: (id, times) => guard(() => extendSession.run({ id, ...times }).changes === 1),
      rotate: (before, { tokenHash, salt, lastSeenAt, expiresAt }) =>
        guard(() =>
          transact(undefined, () => {
            const found = findByHash.get(before)
            if (found?.users.disabled !== 0) return false
            const { id } = found.sessions
            db.update(sessions).set({ tokenHash, lastSeenAt, expiresAt }).where(eq(sessions.tokenHash, before)).run()
            db.update(spentTokens).set({ salt: null }).where(and(eq(spentTokens.sessionId, id), isNotNull(spentTokens.salt))).run()
            db.insert(spentTokens).values({ tokenHash: before, sessionId: id, spentAt: lastSeenAt, salt }).run()
            return true
          }),
        ),
      findSpent: (tokenHash) => guard(() => findSpent.get({ tokenHash }) ?? null),
      end: (userId, id, ending, actor) =>
        guard(() => transact(actor, () => endWhere(ending, eq(sessions.userId, userId), eq(sessions.id, id)).length === 1)),
      endBefore: (userId, epoch, ending, exceptId) =>
        guard(() =>
          endWhere(ending, eq(sessions.userId, userId), lt(sessions.epoch, epoch), exceptId === undefined ? undefined : ne(sessions.id, exceptId)),
        ),
      ending: (id) =>
        guard(() => {
          const row = findEnding.get({ id })
          return row?.at == null || row.why === null ? null : { at: row.at, by: row.by, why: row.why }
        }),
    },

    revocations: {
      find: (userId, sessionId) =>
        guard(() => {
          const found = findStanding.get({ userId, sessionId })
          if (!found) return { ended: null, person: null }
          return { ended: found.ended, person: { user: found.user, epochBegan: endingOf(found.began) } }
        }),
      add: (entry, actor) =>
        guard(() => transact(actor, () => db.insert(revokedSessions).values(entry).onConflictDoNothing().run().changes === 1)),
    },
  }
}

function endingOf({ at, by, why }: { at: number | null; by: string | null; why: Ending['why'] | null }): Ending | null {
  return at === null || why === null ? null : { at, by, why }
}
