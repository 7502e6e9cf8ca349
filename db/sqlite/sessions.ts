import type Database from 'better-sqlite3'
import { and, eq, gte, isNotNull, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type * as schema from './schema'
import { sessions, spentTokens, users } from './schema'
import type { Ending } from '@/lib/stores/ending'
import type { SessionStore, StoredSession } from '@/lib/stores/sessions'
import type { Guard } from './guard'
import { LOOK_MS, SESSION_COLUMNS, sessionAt, storedSession, storedUser, USER_COLUMNS, userAt, type Row } from './rows'
import type { Transact } from './transact'

const placeholder = (name: string) => sql.placeholder(name)

/** Sessions, and their spent credentials. */
export function sqliteSessions(
  sqlite: Database.Database,
  db: BetterSQLite3Database<typeof schema>,
  guard: Guard,
  transact: Transact,
): Omit<SessionStore, 'get' | 'list' | 'count'> {
  /** Of a session that was joined with its person. */
  const inItsEpoch = or(gte(sessions.epoch, users.epoch), eq(sessions.id, users.spared))
  const findByHash = sqlite
    .prepare<[string], Row>(
      `select ${[...SESSION_COLUMNS, ...USER_COLUMNS].join(', ')}
       from sessions join users on users.id = sessions.user_id
       where sessions.token_hash = ? and sessions.ended_at is null
         and (sessions.epoch >= users.epoch or sessions.id = users.spared)`,
    )
    .raw()
  const findLive = (tokenHash: string) => {
    const row = findByHash.get(tokenHash)
    return row ? { session: sessionAt(row, 0), user: userAt(row, SESSION_COLUMNS.length) } : null
  }
  const createSession = sqlite.prepare<[StoredSession & { tokenHash: string }]>(
    `insert into sessions (token_hash, id, user_id, epoch, mode, created_at, last_seen_at, expires_at, ip, user_agent)
     select @tokenHash, @id, id, epoch, @mode, @createdAt, @lastSeenAt, @expiresAt, @ip, @userAgent
     from users where id = @userId and epoch = @epoch and not disabled`,
  )
  /** A person's oldest of this mode that live, once the newest of them, and this one, are left out. */
  const findBeyond = sqlite
    .prepare<[{ id: string; userId: string; mode: string | null; now: number; others: number }], string>(
      `select s.id from sessions s join users u on u.id = s.user_id
       where s.user_id = @userId and s.ended_at is null and s.expires_at > @now and s.id != @id
         and (s.mode = @mode or s.mode is null) and (s.epoch >= u.epoch or s.id = u.spared)
       order by s.created_at desc, s.rowid desc limit -1 offset @others`,
    )
    .pluck()
  const extendSession = sqlite.prepare<[{ id: string; lastSeenAt: number; expiresAt: number }]>(
    `update sessions set last_seen_at = @lastSeenAt, expires_at = @expiresAt
     where id = @id and ended_at is null and exists (
       select 1 from users u where u.id = sessions.user_id and not u.disabled and (sessions.epoch >= u.epoch or sessions.id = u.spared))`,
  )
  const rotateLive = sqlite
    .prepare<[{ before: string; tokenHash: string; lastSeenAt: number; expiresAt: number }], string>(
      `update sessions set token_hash = @tokenHash, last_seen_at = @lastSeenAt, expires_at = @expiresAt
       where token_hash = @before and ended_at is null and exists (
         select 1 from users u where u.id = sessions.user_id and not u.disabled and (sessions.epoch >= u.epoch or sessions.id = u.spared))
       returning id`,
    )
    .pluck()
  // Of a session's spent credentials only the last has a salt, however many there are.
  const forgetSalt = sqlite.prepare<[string]>('update spent_tokens set salt = null where rowid = (select max(rowid) from spent_tokens where session_id = ?)')
  const spend = sqlite.prepare<[{ before: string; id: string; lastSeenAt: number; salt: string }]>(
    'insert into spent_tokens (token_hash, session_id, spent_at, salt) values (@before, @id, @lastSeenAt, @salt)',
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

  return {
    create: (session, tokenHash, most) =>
      guard(() =>
        transact(undefined, () => {
          if (createSession.run({ ...session, tokenHash }).changes === 0) return null
          const { id, userId, mode, createdAt: now } = session
          const beyond = most === undefined ? [] : findBeyond.all({ id, userId, mode, now, others: most - 1 })
          if (beyond.length === 0) return []
          return endWhere({ at: now, by: null, why: 'too_many_sessions' }, sql`id in (select value from json_each(${JSON.stringify(beyond)}))`)
        }),
      ),
    find: (tokenHash) => guard(() => findLive(tokenHash), LOOK_MS),
    findEnded: (tokenHash) => guard(() => findEnded.get({ tokenHash }) ?? null),
    extend: (id, times) => guard(() => extendSession.run({ id, ...times }).changes === 1),
    rotate: (before, { tokenHash, salt, lastSeenAt, expiresAt }) =>
      guard(() =>
        transact(undefined, () => {
          const id = rotateLive.get({ before, tokenHash, lastSeenAt, expiresAt })
          if (id === undefined) return false
          forgetSalt.run(id)
          spend.run({ before, id, lastSeenAt, salt })
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
  }
}
