import { getTableColumns, getTableName, type Column } from 'drizzle-orm'
import type { StoredSession } from '@/lib/stores/sessions'
import type { StoredUser } from '@/lib/stores/users'
import { sessions, users } from './schema'

/**
 * What every check reads, by statements that better-sqlite3 prepared. Drizzle's mapping of a row would double what one read
 * costs, and a loop over its columns a fifth of that.
 */

/** How long a read may trust that the file is still there, in ms: looking costs nearly half as much as reading. */
export const LOOK_MS = 100

/** What leaves the table of a person: everything but the password's hash, how their epoch began, and what the seed made them. */
const { passwordHash: _hash, epochAt: _at, epochBy: _by, epochWhy: _why, demo: _demo, ...storedUser } = getTableColumns(users)
const { tokenHash: _token, endedAt: _endedAt, endedBy: _endedBy, endedWhy: _endedWhy, ...storedSession } = getTableColumns(sessions)
export { storedSession, storedUser }

/** A row as `raw()` answers it. */
export type Row = readonly unknown[]

const named = ({ table, name }: Column) => `${getTableName(table)}.${name}`

/** In the order in which `userAt` reads them. */
export const USER_COLUMNS: readonly string[] = [
  storedUser.id,
  storedUser.email,
  storedUser.name,
  storedUser.role,
  storedUser.epoch,
  storedUser.spared,
  storedUser.disabled,
  storedUser.createdAt,
].map(named)

/** The person whose columns stand in `row` from `at` on. */
export function userAt(row: Row, at: number): StoredUser {
  return {
    id: row[at],
    email: row[at + 1],
    name: row[at + 2],
    role: row[at + 3],
    epoch: row[at + 4],
    spared: row[at + 5],
    // SQLite has no booleans.
    disabled: row[at + 6] !== 0,
    createdAt: row[at + 7],
  } satisfies Record<keyof StoredUser, unknown> as StoredUser
}

/** In the order in which `sessionAt` reads them. */
export const SESSION_COLUMNS: readonly string[] = [
  storedSession.id,
  storedSession.userId,
  storedSession.epoch,
  storedSession.mode,
  storedSession.createdAt,
  storedSession.lastSeenAt,
  storedSession.expiresAt,
  storedSession.ip,
  storedSession.userAgent,
].map(named)

/** The session whose columns stand in `row` from `at` on. */
export function sessionAt(row: Row, at: number): StoredSession {
  return {
    id: row[at],
    userId: row[at + 1],
    epoch: row[at + 2],
    mode: row[at + 3],
    createdAt: row[at + 4],
    lastSeenAt: row[at + 5],
    expiresAt: row[at + 6],
    ip: row[at + 7],
    userAgent: row[at + 8],
  } satisfies Record<keyof StoredSession, unknown> as StoredSession
}
