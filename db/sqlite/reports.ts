import { desc, sql } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type * as schema from './schema'
import { reports } from './schema'
import type { ReportStore } from '@/lib/stores/reports'
import type { Guard } from './guard'

/** Reports. */
export function sqliteReports(db: BetterSQLite3Database<typeof schema>, guard: Guard): ReportStore {
  return {
    create: (report) => guard(() => void db.insert(reports).values(report).run()),
    recent: (limit) =>
      guard(() => db.select().from(reports).orderBy(desc(reports.createdAt), desc(sql`rowid`)).limit(limit).all()),
  }
}
