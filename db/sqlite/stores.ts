import type Database from 'better-sqlite3'
import { and, asc, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import * as schema from './schema'
import { clients, reports, revokedTokens, signingKeys } from './schema'
import type { PurgeLimits, Stores } from '@/lib/stores/stores'
import { sqliteAttempts } from './attempts'
import { sqliteEvents } from './events'
import { sqliteGuard, type Guard } from './guard'
import { sqliteLists } from './lists'
import { sqliteSessions } from './sessions'
import { sqliteTransact } from './transact'
import { sqliteUsers } from './users'

const placeholder = (name: string) => sql.placeholder(name)

/** Stores over an open SQLite database whose migrations are applied. Every statement is prepared once, here. */
export function sqliteStores(sqlite: Database.Database, guard: Guard = sqliteGuard(sqlite)): Stores {
  const db = drizzle({ client: sqlite, schema })
  const transact = sqliteTransact(sqlite)
  // SQLite's own lower() knows ASCII only.
  sqlite.function('in_any_case', { deterministic: true }, (text) => String(text).toLowerCase())

  /** What goes, table by table: which rows to delete, and how to find at most so many of them. */
  const purges = {
    spentTokens: sqlite
      .prepare<[number, number], number>(
        `select t.rowid from sessions s join spent_tokens t on t.session_id = s.id
         where s.expires_at <= ? or s.ended_at is not null limit ?`,
      )
      .pluck(),
    sessions: sqlite.prepare<[number, number, number], number>('select rowid from sessions where expires_at <= ? or ended_at <= ? limit ?').pluck(),
    events: sqlite.prepare<[number, number], number>('select rowid from events where at <= ? limit ?').pluck(),
    attempts: sqlite.prepare<[number, number], number>('select rowid from attempts where at <= ? limit ?').pluck(),
    revocations: sqlite.prepare<[number, number], number>('select rowid from revoked_sessions where expires_at <= ? limit ?').pluck(),
    revokedTokens: sqlite.prepare<[number, number], number>('select rowid from revoked_tokens where expires_at <= ? limit ?').pluck(),
  }
  const toPurge = ({ now, expired, ended, events: eventsTo, attempts: attemptsTo }: PurgeLimits, most: number) =>
    [
      ['spent_tokens', () => purges.spentTokens.all(now, most)],
      ['sessions', () => purges.sessions.all(expired, ended, most)],
      ['events', () => purges.events.all(eventsTo, most)],
      ['attempts', () => purges.attempts.all(attemptsTo, most)],
      ['revoked_sessions', () => purges.revocations.all(now, most)],
      ['revoked_tokens', () => purges.revokedTokens.all(now, most)],
    ] as const
  const findKey = db.select().from(signingKeys).where(eq(signingKeys.kid, placeholder('kid'))).prepare()
  const activeKey = db.select().from(signingKeys).where(isNull(signingKeys.retiredAt)).prepare()
  const storedClient = { id: clients.id, name: clients.name, scopes: clients.scopes, createdAt: clients.createdAt }
  const findClient = db
    .select({ client: storedClient, secretHash: clients.secretHash })
    .from(clients)
    .where(eq(clients.id, placeholder('id')))
    .prepare()
  const findRevokedToken = db.select().from(revokedTokens).where(eq(revokedTokens.jti, placeholder('jti'))).prepare()

  const { sessions: sessionRows, revocations } = sqliteSessions(sqlite, db, guard, transact)
  const lists = sqliteLists(db, guard)

  return {
    name: 'sqlite',
    ping: () => guard(() => void sqlite.prepare('select 1 from users limit 1').get()),
    purge: (limits, most) =>
      guard(() => {
        for (const [table, find] of toPurge(limits, most)) {
          // Found before the write begins, so that nobody waits for the search.
          const rowids = find()
          if (rowids.length > 0) {
            return sqlite.prepare(`delete from ${table} where rowid in (select value from json_each(?))`).run(JSON.stringify(rowids)).changes
          }
        }
        return 0
      }),

    sessions: { ...sessionRows, ...lists.sessions },
    revocations,

    users: { ...sqliteUsers(db, guard, transact), ...lists.users },

    events: { ...sqliteEvents(sqlite, db, guard), ...lists.events },

    attempts: sqliteAttempts(sqlite, guard),

    signingKeys: {
      list: () => guard(() => db.select().from(signingKeys).orderBy(desc(sql`rowid`)).all()),
      find: (kid) => guard(() => findKey.get({ kid }) ?? null),
      active: () => guard(() => activeKey.get() ?? null),
      replace: (before, key, actor) =>
        guard(() =>
          transact(actor, () => {
            if ((activeKey.get()?.kid ?? null) !== before) return false
            db.update(signingKeys).set({ retiredAt: key.createdAt }).where(isNull(signingKeys.retiredAt)).run()
            db.insert(signingKeys).values(key).run()
            return true
          }),
        ),
      reseal: (kid, before, after) =>
        guard(
          () =>
            void db
              .update(signingKeys)
              .set({ sealedKey: after })
              .where(and(eq(signingKeys.kid, kid), eq(signingKeys.sealedKey, before)))
              .run(),
        ),
      purge: (retiredAt) =>
        guard(() => {
          const gone = db.delete(signingKeys).where(lte(signingKeys.retiredAt, retiredAt)).returning({ kid: signingKeys.kid }).all()
          return gone.map(({ kid }) => kid)
        }),
    },

    clients: {
      create: (client, secretHash, actor) => guard(() => transact(actor, () => void db.insert(clients).values({ ...client, secretHash }).run())),
      find: (id) => guard(() => findClient.get({ id }) ?? null),
      list: () => guard(() => db.select(storedClient).from(clients).orderBy(asc(clients.createdAt), asc(sql`rowid`)).all()),
      delete: (id, actor) => guard(() => transact(actor, () => db.delete(clients).where(eq(clients.id, id)).run().changes === 1)),
    },

    revokedTokens: {
      add: (jti, expiresAt) => guard(() => void db.insert(revokedTokens).values({ jti, expiresAt }).onConflictDoNothing().run()),
      has: (jti) => guard(() => findRevokedToken.get({ jti }) !== undefined),
    },

    reports: {
      create: (report) => guard(() => void db.insert(reports).values(report).run()),
      recent: (limit) =>
        guard(() => db.select().from(reports).orderBy(desc(reports.createdAt), desc(sql`rowid`)).limit(limit).all()),
    },
  }
}
