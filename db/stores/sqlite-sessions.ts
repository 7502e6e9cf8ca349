import type Database from 'better-sqlite3'
import { and, eq, inArray, isNotNull, isNull, lte, ne, sql, type SQL } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { Role } from '@/lib/auth/contract'
import type * as schema from '../schema'
import { revocations, sessions, spentTokens, users } from '../schema'
import type { Ending, RevocationStore, SessionStore, StoredSession, StoredUser } from './contract'

const placeholder = (name: string) => sql.placeholder(name)

/** How long a read may trust that the file is still there, in ms: looking costs nearly half as much as reading. */
const LOOK_MS = 100

/** What leaves the table of a person: everything but the password's hash. */
export const storedUser = {
  id: users.id,
  email: users.email,
  name: users.name,
  role: users.role,
  disabled: users.disabled,
  createdAt: users.createdAt,
}

export const storedSession = {
  id: sessions.id,
  userId: sessions.userId,
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
  expiresAt: sessions.expiresAt,
  ip: sessions.ip,
  userAgent: sessions.userAgent,
}

/** In the order in which `findSession` selects. */
type FoundRow = readonly [
  id: string,
  userId: string,
  createdAt: number,
  lastSeenAt: number,
  expiresAt: number,
  ip: string | null,
  userAgent: string | null,
  personId: string,
  email: string,
  name: string,
  role: Role,
  disabled: number,
  personCreatedAt: number,
]

/** By index: destructuring an array runs its iterator. */
function foundOf(row: FoundRow): { session: StoredSession; user: StoredUser } {
  return {
    session: {
      id: row[0],
      userId: row[1],
      createdAt: row[2],
      lastSeenAt: row[3],
      expiresAt: row[4],
      ip: row[5],
      userAgent: row[6],
    },
    user: { id: row[7], email: row[8], name: row[9], role: row[10], disabled: row[11] !== 0, createdAt: row[12] },
  }
}

/** Runs one synchronous piece of work; `trustMs` as `LOOK_MS`. */
export type Guard = <T>(work: () => T, trustMs?: number) => Promise<T>

/** What every check of a session asks: the rows of sessions, their spent credentials, and the revocation list. */
export function sqliteSessions(
  sqlite: Database.Database,
  db: BetterSQLite3Database<typeof schema>,
  guard: Guard,
): { readonly sessions: Omit<SessionStore, 'get' | 'list' | 'count'>; readonly revocations: RevocationStore } {
  const findSession = db
    .select({ session: storedSession, user: storedUser })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.tokenHash, placeholder('tokenHash')), isNull(sessions.endedAt)))
    .toSQL()
  // Drizzle writes the query; mapping its row by hand halves what the one read of every request costs.
  const findByHash = sqlite.prepare<[string], FoundRow>(findSession.sql).raw()
  const extendSession = db
    .update(sessions)
    .set({ lastSeenAt: sql`${placeholder('lastSeenAt')}`, expiresAt: sql`${placeholder('expiresAt')}` })
    .where(and(eq(sessions.id, placeholder('id')), isNull(sessions.endedAt)))
    .prepare()
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
    .where(and(eq(spentTokens.tokenHash, placeholder('tokenHash')), isNull(sessions.endedAt)))
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
  const findRevoked = db
    .select()
    .from(revocations)
    .where(inArray(revocations.subject, [placeholder('session'), placeholder('user'), placeholder('role')]))
    .prepare()

  return {
    sessions: {
      create: (session, tokenHash) =>
        guard(() => void db.insert(sessions).values({ ...session, tokenHash }).run()),
      find: (tokenHash) =>
        guard(() => {
          const row = findByHash.get(tokenHash)
          return row ? foundOf(row) : null
        }, LOOK_MS),
      findEnded: (tokenHash) => guard(() => findEnded.get({ tokenHash }) ?? null),
      extend: (id, times) => guard(() => extendSession.run({ id, ...times }).changes === 1),
      rotate: (before, { tokenHash, salt, lastSeenAt, expiresAt }) =>
        guard(() =>
          db.transaction(
            (tx) => {
              const rotated = tx
                .update(sessions)
                .set({ tokenHash, lastSeenAt, expiresAt })
                .where(and(eq(sessions.tokenHash, before), isNull(sessions.endedAt)))
                .returning({ id: sessions.id })
                .get()
              // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- Drizzle's type forgets that no row may match
              if (!rotated) return false
              const ofThis = eq(spentTokens.sessionId, rotated.id)
              tx.update(spentTokens).set({ salt: null }).where(and(ofThis, isNotNull(spentTokens.salt))).run()
              tx.insert(spentTokens).values({ tokenHash: before, sessionId: rotated.id, spentAt: lastSeenAt, salt }).run()
              return true
            },
            { behavior: 'immediate' },
          ),
        ),
      findSpent: (tokenHash) => guard(() => findSpent.get({ tokenHash }) ?? null),
      end: (userId, id, ending) =>
        guard(() => endWhere(ending, eq(sessions.userId, userId), eq(sessions.id, id)).length === 1),
      endAll: (userId, ending, exceptId) =>
        guard(() => endWhere(ending, eq(sessions.userId, userId), exceptId === undefined ? undefined : ne(sessions.id, exceptId))),
      ending: (id) =>
        guard(() => {
          const row = findEnding.get({ id })
          return row?.at == null || row.why === null ? null : { at: row.at, by: row.by, why: row.why }
        }),
    },

    revocations: {
      find: ([session, user, role]) => guard(() => findRevoked.all({ session, user, role })),
      add: (entry) =>
        guard(() =>
          db.transaction(
            (tx) => {
              tx.delete(revocations).where(lte(revocations.expiresAt, entry.at)).run()
              const added = tx.insert(revocations).values(entry).onConflictDoNothing().run().changes === 1
              if (!added) tx.update(revocations).set(entry).where(eq(revocations.subject, entry.subject)).run()
              return added
            },
            { behavior: 'immediate' },
          ),
        ),
    },
  }
}
