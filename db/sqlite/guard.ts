import { statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { StoreUnavailable } from '@/lib/stores/errors'

/** How long a call waits for the writes of other processes, in ms. Whoever only reads never waits. */
const PATIENCE_MS = 5000

/** The first pause before it tries again, and the longest, in ms. */
const PAUSE_MS = 4
const LONGEST_PAUSE_MS = 32

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
  /** Ends with the last of those that wait for the lock. One tries at a time, so that however many wait, trying costs the same. */
  let line: Promise<unknown> = Promise.resolve()

  // An open file can be read and written after it was deleted or replaced, and all of it is lost at the next start.
  function look(trustMs: number): void {
    const at = performance.now()
    if (at - lookedAt < trustMs) return
    lookedAt = -Infinity
    if (inodeOf(sqlite.name) !== inode) throw new StoreUnavailable(`${sqlite.name} was moved or deleted`)
    lookedAt = at
  }

  /** Undefined when another process holds the lock: refused before it wrote anything, so all of it can be tried again. */
  function attempt<T>(work: () => T, trustMs: number, last: boolean): { readonly done: T } | undefined {
    try {
      look(trustMs)
      return { done: work() }
    } catch (error) {
      const code = sqliteCode(error)
      if (code.startsWith('SQLITE_BUSY') && !last) return undefined
      throw code !== '' || !sqlite.open ? new StoreUnavailable(`${sqlite.name}: ${String(error)}`, { cause: error }) : error
    }
  }

  async function retry<T>(work: () => T, deadline: number): Promise<T> {
    for (let pauseMs = PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const tried = attempt(work, 0, now() >= deadline)
      if (tried) return tried.done
      // By chance, or processes that wait would come at the same moments.
      await pause(pauseMs * (0.5 + Math.random()))
    }
  }

  return async function guard<T>(work: () => T, trustMs = 0): Promise<T> {
    const tried = attempt(work, trustMs, false)
    if (tried) return tried.done
    const deadline = now() + patienceMs
    const turn = line.then(() => retry(work, deadline))
    line = turn.catch(() => undefined)
    return turn
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
