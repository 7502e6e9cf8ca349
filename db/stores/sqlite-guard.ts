import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { StoreUnavailable } from './contract'

/** How long a call waits for another process's write, in ms. Nobody else waits with it. */
const PATIENCE_MS = 2000

/** The first pause before it tries again, and the longest, in ms. */
const PAUSE_MS = 5
const LONGEST_PAUSE_MS = 100

/**
 * Runs one synchronous piece of work: reads, or one write, which is a statement or an immediate transaction. `trustMs` is how
 * long it may trust that the file is still there. What SQLite itself refuses says that the store, not the caller, is at fault.
 */
export type Guard = <T>(work: () => T, trustMs?: number) => Promise<T>

interface Patience {
  readonly patienceMs?: number
  readonly now?: () => number
  readonly pause?: (ms: number) => Promise<unknown>
}

export function sqliteGuard(
  sqlite: Database.Database,
  { patienceMs = PATIENCE_MS, now = () => performance.now(), pause = sleep }: Patience = {},
): Guard {
  const inode = inodeOf(sqlite.name)
  let lookedAt = -Infinity

  // An open file can be read and written after it was deleted or replaced, and all of it is lost at the next start.
  function look(trustMs: number): void {
    const at = performance.now()
    if (at - lookedAt < trustMs) return
    lookedAt = -Infinity
    if (inodeOf(sqlite.name) !== inode) throw new StoreUnavailable(`${sqlite.name} was moved or deleted`)
    lookedAt = at
  }

  return async function guard(work, trustMs = 0) {
    let deadline: number | undefined
    for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        look(trustMs)
        return work()
      } catch (error) {
        const code = sqliteCode(error)
        deadline ??= now() + patienceMs
        // Refused before it wrote anything, so all of it can be tried again.
        if (!code.startsWith('SQLITE_BUSY') || now() >= deadline) {
          throw code !== '' || !sqlite.open ? new StoreUnavailable(`${sqlite.name}: ${String(error)}`, { cause: error }) : error
        }
      }
      // By chance, or those who wait would all come at once.
      await pause(pauseMs * (0.5 + Math.random()))
    }
  }
}

/** SQLite's name for a failure, such as SQLITE_BUSY; empty for any other. Drizzle wraps what SQLite says. */
export function sqliteCode(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return error instanceof Database.SqliteError ? error.code : sqliteCode(error.cause)
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino
}
