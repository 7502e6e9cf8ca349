import { and, count, desc, eq, getTableColumns, gt, isNotNull, isNull, ne, or, sql, type SQLWrapper } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { ListedSession, PageQuery } from '@/lib/auth/contract'
import type * as schema from './schema'
import { events, sessions, users } from './schema'
import type { Ending } from '@/lib/stores/ending'
import type { EventStore, ListedEvent } from '@/lib/stores/events'
import { KEEP_ENDED_MS, type SessionStore, type StoredSession } from '@/lib/stores/sessions'
import type { UserStore } from '@/lib/stores/users'
import { keyOf, pageOf } from '@/lib/stores/cursor'
import type { Guard } from './guard'
import { storedSession, storedUser } from './rows'

/** Tells rows of one ms apart: a later one has a higher number. Every index ends with it, so it orders at no cost. */
const rowid = sql<number>`rowid`

const listedSession = { ...storedSession, endedAt: sessions.endedAt, endedBy: sessions.endedBy, endedWhy: sessions.endedWhy }

const { place: _place, ...listedEvent } = getTableColumns(events)

type ListedRow = StoredSession & {
  readonly endedAt: number | null
  readonly endedBy: string | null
  readonly endedWhy: Ending['why'] | null
}

function listedOf({ endedAt, endedBy, endedWhy, ...session }: ListedRow): ListedSession {
  return { ...session, ended: endedAt === null || endedWhy === null ? null : { at: endedAt, by: endedBy, why: endedWhy } }
}

/** What comes after the cursor in a list that falls by these columns. */
function after(columns: readonly SQLWrapper[], cursor: PageQuery['cursor']) {
  const key = keyOf(cursor)
  if (!key) return undefined
  const values = columns.map((_, index) => sql`${key[index] ?? 0}`)
  return sql`(${sql.join([...columns], sql`, `)}) < (${sql.join(values, sql`, `)})`
}

interface Lists {
  readonly sessions: Pick<SessionStore, 'get' | 'list' | 'count'>
  readonly users: Pick<UserStore, 'list'>
  readonly events: Pick<EventStore, 'list'>
}

/** Pages and counts. Each reads along one index from where its cursor stands, and no further than it answers. */
export function sqliteLists(db: BetterSQLite3Database<typeof schema>, guard: Guard): Lists {
  const findListed = db.select(listedSession).from(sessions).where(eq(sessions.id, sql.placeholder('id'))).prepare()
  // Without a join, along the index: one row of `users` for each that is answered.
  const inItsEpoch = sql.raw('exists (select 1 from users u where u.id = sessions.user_id and (sessions.epoch >= u.epoch or sessions.id = u.spared))')
  const of = (mode: string | undefined) => (mode === undefined ? undefined : or(eq(sessions.mode, mode), isNull(sessions.mode)))
  const living = (now: number) => and(isNull(sessions.endedAt), gt(sessions.expiresAt, now), inItsEpoch)

  return {
    sessions: {
      get: (id) =>
        guard(() => {
          const row = findListed.get({ id })
          return row ? listedOf(row) : null
        }),
      list: ({ userId, mode, which, now, exceptId, ...page }) =>
        guard(() => {
          const columns = which === 'living' ? [sessions.createdAt, rowid] : [sessions.endedAt, sessions.createdAt, rowid]
          const found = db
            .select({ item: listedSession, rowid })
            .from(sessions)
            .where(
              and(
                userId === null ? undefined : eq(sessions.userId, userId),
                of(mode),
                which === 'living' ? living(now) : and(isNotNull(sessions.endedAt), gt(sessions.endedAt, now - KEEP_ENDED_MS)),
                exceptId == null ? undefined : ne(sessions.id, exceptId),
                after(columns, page.cursor),
              ),
            )
            .orderBy(...columns.map((column) => desc(column)))
            .limit(page.limit + 1)
            .all()
          return pageOf(
            found.map((row) => ({ item: listedOf(row.item), key: [row.item.endedAt ?? [], row.item.createdAt, row.rowid].flat() })),
            page,
          )
        }),
      count: (userId, now, most, mode) =>
        guard(() => {
          const some = db.select({ id: sessions.id }).from(sessions).where(and(eq(sessions.userId, userId), of(mode), living(now))).limit(most)
          return db.select({ some: count() }).from(some.as('some')).get()?.some ?? 0
        }),
    },

    users: {
      list: ({ search, ...page }) =>
        guard(() => {
          const text = sql`in_any_case(${users.id} || char(10) || ${users.email} || char(10) || ${users.name})`
          const matches = search === undefined ? undefined : gt(sql`instr(${text}, ${search.toLowerCase()})`, 0)
          const found = db
            .select({ item: storedUser, rowid })
            .from(users)
            .where(and(matches, after([users.createdAt, rowid], page.cursor)))
            .orderBy(desc(users.createdAt), desc(rowid))
            .limit(page.limit + 1)
            .all()
          return pageOf(found.map((row) => ({ item: row.item, key: [row.item.createdAt, row.rowid] })), page)
        }),
    },

    events: {
      list: ({ type, userId, ...page }) =>
        guard(() => {
          const found = db
            .select({ item: listedEvent, rowid })
            .from(events)
            .where(
              and(
                // With a person, by theirs: SQLite would read along the type, which everybody has. The + keeps it from that.
                type === undefined ? undefined : userId === undefined ? eq(events.type, type) : sql`+${events.type} = ${type}`,
                userId === undefined ? undefined : eq(events.userId, userId),
                after([events.at, rowid], page.cursor),
              ),
            )
            .orderBy(desc(events.at), desc(rowid))
            .limit(page.limit + 1)
            .all()
          return pageOf(found.map((row) => ({ item: row.item as ListedEvent, key: [row.item.at, row.rowid] })), page)
        }),
    },
  }
}
