import type Database from 'better-sqlite3'
import { MOST_ATTEMPTS, type AttemptPlace, type AttemptStore } from '@/lib/stores/attempts'
import type { Guard } from './guard'

/** Places at tries with passwords. Those that are old are left to the purge. */
export function sqliteAttempts(sqlite: Database.Database, guard: Guard): AttemptStore {
  const taken = sqlite.prepare<[string, number], { count: number; oldest: number }>('select count(*) as count, min(at) as oldest from attempts where key = ? and at > ?')
  const insert = sqlite.prepare<[string, number]>('insert into attempts (key, at) values (?, ?)')
  // Ids only grow, so these are all but the newest.
  const forget = sqlite.prepare<[number]>('delete from attempts where id <= ?')
  const giveBack = sqlite.prepare<[string, number]>('delete from attempts where id = (select max(id) from attempts where key = ? and at = ?)')
  const clear = sqlite.prepare<[string]>('delete from attempts where key = ?')

  const waitFor = (places: readonly AttemptPlace[], windowMs: number, now: number) =>
    Math.max(
      ...places.map(({ key, limit }) => {
        const { count, oldest } = taken.get(key, now - windowMs) ?? { count: 0, oldest: 0 }
        return count < limit ? 0 : oldest + windowMs - now
      }),
    )
  const take = sqlite.transaction((places: readonly AttemptPlace[], windowMs: number, now: number) => {
    const waitMs = waitFor(places, windowMs, now)
    if (waitMs > 0) return waitMs
    for (const { key } of places) forget.run(Number(insert.run(key, now).lastInsertRowid) - MOST_ATTEMPTS)
    return 0
  })

  return {
    wait: (places, windowMs, now) => guard(() => waitFor(places, windowMs, now)),
    // Immediate: a reader that only then becomes a writer would be refused.
    take: (places, windowMs, now) => guard(() => take.immediate(places, windowMs, now)),
    giveBack: (key, at) => guard(() => void giveBack.run(key, at)),
    clear: (key) => guard(() => void clear.run(key)),
  }
}
