import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { StoreUnavailable } from '@/lib/stores/errors'
import type { Stores } from '@/lib/stores/stores'
import { sqliteStores } from './stores'
import { sqliteCode } from './guard'

/** How long the start waits for another process's write, in ms: a migration may take its time. */
const BOOT_PATIENCE_MS = 5000

const HELP: Readonly<Record<string, string>> = {
  SQLITE_NOTADB: 'the file is not an SQLite database; move it away, or point DATABASE_URL elsewhere',
  SQLITE_CORRUPT: 'the file is damaged; restore a backup, or point DATABASE_URL elsewhere',
  SQLITE_READONLY: 'the file or its folder cannot be written; allow this user to write both',
  SQLITE_CANTOPEN: 'the file cannot be opened; check the path and who may read and write it',
  SQLITE_BUSY: 'another process holds it locked; stop that process, or point DATABASE_URL elsewhere',
}

/** Between two tries while another process holds the file, in ms. */
const AGAIN_MS = 20

/**
 * Of servers that start at once over a new file only one makes it. SQLite does not wait where two change the journal, and Drizzle
 * looks before it locks; whoever comes second finds everything done when it looks again.
 */
function besideOthers(prepare: () => void, patienceMs: number): void {
  const deadline = Date.now() + patienceMs
  for (let tried = false; ; tried = true) {
    try {
      prepare()
      return
    } catch (error) {
      const busy = sqliteCode(error).startsWith('SQLITE_BUSY')
      if (busy ? Date.now() >= deadline : tried) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, AGAIN_MS)
    }
  }
}

/**
 * Opens (and makes, if need be) the database, brings it to the current schema, and makes sure that it can be written.
 * @throws {StoreUnavailable} naming the file, what is wrong with it and what to do.
 */
export function openStores(
  path: string,
  migrations = join(process.cwd(), 'db/migrations'),
  bootPatienceMs = BOOT_PATIENCE_MS,
): Stores & { close(): void } {
  const file = resolve(path)
  let sqlite: Database.Database | undefined
  try {
    mkdirSync(dirname(file), { recursive: true })
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK)
    const opened = (sqlite = new Database(file, { timeout: bootPatienceMs }))
    // FULL: a committed session survives a power cut, not only a crash of this process.
    opened.pragma('synchronous = FULL')
    opened.pragma('foreign_keys = ON')
    besideOthers(() => {
      opened.pragma('journal_mode = WAL')
      migrate(drizzle({ client: opened }), { migrationsFolder: migrations })
      opened.exec('BEGIN IMMEDIATE; COMMIT')
    }, bootPatienceMs)
    // SQLite would wait on the thread that serves everybody.
    opened.pragma('busy_timeout = 0')
    return Object.assign(sqliteStores(opened), { close: () => void opened.close() })
  } catch (error) {
    sqlite?.close()
    const help = HELP[/^SQLITE_[A-Z]+/.exec(sqliteCode(error))?.[0] ?? ''] ?? (error as Error).message
    throw new StoreUnavailable(`The database ${file} cannot be used: ${help}`, { cause: error })
  }
}
