import type Database from 'better-sqlite3'
import type { PurgeLimits, Stores } from '@/lib/stores/stores'
import type { Guard } from './guard'

/** Deletes what is over. One table a call, so that no write is long. */
export function sqlitePurge(sqlite: Database.Database, guard: Guard): Stores['purge'] {
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

  return (limits, most) =>
    guard(() => {
      for (const [table, find] of toPurge(limits, most)) {
        // Found before the write begins, so that nobody waits for the search.
        const rowids = find()
        if (rowids.length > 0) {
          return sqlite.prepare(`delete from ${table} where rowid in (select value from json_each(?))`).run(JSON.stringify(rowids)).changes
        }
      }
      return 0
    })
}
