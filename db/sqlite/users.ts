import type Database from 'better-sqlite3'
import { and, desc, eq, gt, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type * as schema from './schema'
import { sessions, users } from './schema'
import type { Ending } from '@/lib/stores/ending'
import { mayFlip, type StoredUser, type UserStore } from '@/lib/stores/users'
import type { Guard } from './guard'
import { LOOK_MS, storedUser, USER_COLUMNS, userAt, type Row } from './rows'
import type { Transact } from './transact'

const placeholder = (name: string) => sql.placeholder(name)

/** People, and what they may do. */
export function sqliteUsers(
  sqlite: Database.Database,
  db: BetterSQLite3Database<typeof schema>,
  guard: Guard,
  transact: Transact,
): Omit<UserStore, 'list'> {
  const userRow = sqlite.prepare<[string], Row>(`select ${USER_COLUMNS.join(', ')} from users where id = ?`).raw()
  const findUser = (id: string): StoredUser | null => {
    const row = userRow.get(id)
    return row ? userAt(row, 0) : null
  }
  const findByEmail = db
    .select({ user: storedUser, passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.email, placeholder('email')))
    .prepare()
  /** Null when there is no such person. */
  const set = (id: string, change: Partial<typeof users.$inferInsert>): StoredUser | null =>
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- Drizzle's type forgets that no row may match
    db.update(users).set(change).where(eq(users.id, id)).returning(storedUser).get() ?? null
  const next = ({ at, by, why }: Ending, spare: string | null = null) =>
    ({ epoch: sql<number>`${users.epoch} + 1` as unknown as number, spared: spare, epochAt: at, epochBy: by, epochWhy: why }) as const
  /** A person, unless without them no enabled admin would be left. Only inside the transaction that then writes. */
  const unlessLastAdmin = (id: string) => {
    const before = findUser(id)
    if (before?.role !== 'admin' || before.disabled) return before
    const others = and(eq(users.role, 'admin'), eq(users.disabled, false), ne(users.id, id))
    return db.select({ id: users.id }).from(users).where(others).limit(1).get() ? before : 'last_admin'
  }

  const demoPeople = () =>
    db
      .select({ user: storedUser, made: users.demo })
      .from(users)
      .where(isNotNull(users.demo))
      // The user first.
      .orderBy(desc(users.demo))
      .all()
      .flatMap(({ user, made }) => (made ? [{ user, made }] : []))

  return {
    create: (user, passwordHash) =>
      guard(() => db.insert(users).values({ ...user, passwordHash }).onConflictDoNothing({ target: users.email }).run().changes === 1),
    createDemo: (user, passwordHash) =>
      guard(
        () =>
          db.insert(users).values({ ...user, passwordHash, demo: user.role }).onConflictDoNothing({ target: users.email }).run().changes === 1,
      ),
    demoPeople: () => guard(demoPeople),
    flipDemoRole: (id, anyway, actor) =>
      guard(() =>
        transact(actor, () => {
          if (!findUser(id)) return null
          if (!mayFlip(id, demoPeople(), anyway)) return 'not_allowed'
          const before = unlessLastAdmin(id)
          if (before === null || before === 'last_admin') return before
          return { before, after: set(id, { role: before.role === 'admin' ? 'user' : 'admin' }) ?? before }
        }),
      ),
    findById: (id) => guard(() => findUser(id), LOOK_MS),
    findByEmail: (email) => guard(() => findByEmail.get({ email }) ?? null),
    findPassword: (id) => guard(() => db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, id)).get()?.hash ?? null),

    rename: (id, name, actor) => guard(() => transact(actor, () => set(id, { name }))),
    beginEpoch: (id, ending, actor, spare) => guard(() => transact(actor, () => set(id, next(ending, spare)))),
    changeEmail: (id, email, ending, actor) =>
      guard(() =>
        transact(actor, () => {
          const holder = findByEmail.get({ email })
          return holder && holder.user.id !== id ? 'email_taken' : set(id, { email, demo: null, ...next(ending) })
        }),
      ),
    changePassword: (id, before, after, ending, actor) =>
      guard(() =>
        transact(actor, () => {
          const found = db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, id)).get()
          return found?.hash === before ? set(id, { passwordHash: after, demo: null, ...next(ending) }) : null
        }),
      ),
    setAuthority: (id, change, ending, actor) =>
      guard(() =>
        transact(actor, () => {
          const takes = change.role === 'user' || change.disabled === true
          const before = takes ? unlessLastAdmin(id) : (findUser(id) ?? null)
          if (before === null || before === 'last_admin') return before
          const disables = change.disabled === true && !before.disabled
          const { role = before.role, disabled = before.disabled } = change
          return { before, after: set(id, { role, disabled, ...(disables ? next(ending) : {}) }) ?? before }
        }),
      ),
    delete: (id, now, actor) =>
      guard(() =>
        transact(actor, () => {
          const before = unlessLastAdmin(id)
          if (before === null || before === 'last_admin') return before
          const living = and(eq(sessions.userId, id), isNull(sessions.endedAt), gt(sessions.expiresAt, now))
          const ended = db.select({ id: sessions.id }).from(sessions).where(living).all()
          db.delete(users).where(eq(users.id, id)).run()
          return ended.map((session) => session.id)
        }),
      ),
  }
}
