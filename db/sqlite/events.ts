import type Database from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type * as schema from './schema'
import { events } from './schema'
import type { EventStore, StoredEvent } from '@/lib/stores/events'
import { foldsOf } from '@/lib/stores/folding'
import type { Guard } from './guard'

/** What happened; see `folding.ts` for what is counted instead of written. */
export function sqliteEvents(sqlite: Database.Database, db: BetterSQLite3Database<typeof schema>, guard: Guard): Pick<EventStore, 'record' | 'recordAll'> {
  const again = sqlite.prepare<[number, string]>('update events set times = times + 1, last_at = max(coalesce(last_at, at), ?) where place = ?')
  // No character that a place has comes after this one.
  const rows = sqlite.prepare<[string, string], number>("select count(*) from events where place > ? and place < ? || '\u{10ffff}'").pluck()

  const fold = sqlite.transaction((event: StoredEvent, network: string) => {
    for (const { place, event: first, room } of foldsOf(event, network)) {
      if (again.run(event.at, place).changes > 0) return
      if (room.every(({ begins, most }) => (rows.get(begins, begins) ?? 0) < most)) return void db.insert(events).values({ ...first, place }).run()
    }
  })

  const insert = sqlite.prepare<[StoredEvent]>(
    `insert into events (id, at, type, user_id, actor_id, session_id, ip, user_agent, detail)
     values (@id, @at, @type, @userId, @actorId, @sessionId, @ip, @userAgent, @detail)`,
  )
  const insertAll = sqlite.transaction((all: readonly StoredEvent[]) => {
    for (const event of all) insert.run(event)
  })

  return {
    recordAll: (all) => guard(() => insertAll.immediate(all)),
    record: (event, network) =>
      guard(() => {
        if (network === undefined) db.insert(events).values(event).run()
        else fold.immediate(event, network)
      }),
  }
}
