import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { openStores } from '@/db/sqlite/open'
import { sqliteStores } from '@/db/sqlite/stores'
import type { Stores } from '@/lib/stores/stores'

// Journeys know what is kept by its ports alone. In what a server keeps it, and how that fails, is known here.

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url))

/** The DATABASE_URL of a server that keeps its data in `folder`, which need not be there yet. */
export const databaseIn = (folder: string): string => `file:${join(folder, 'stateside.db')}`

export const fileOf = (databaseUrl: string): string => databaseUrl.slice('file:'.length)

/** Does `work` with the stores of a server, which may be running. */
export async function withStores<T>(databaseUrl: string, work: (stores: Stores) => Promise<T>): Promise<T> {
  const stores = openStores(fileOf(databaseUrl), MIGRATIONS)
  try {
    return await work(stores)
  } finally {
    stores.close()
  }
}

/** As `withStores`, of a server that is not running, for very many rows: none is safe from a power cut before the end. */
export async function fillStores(databaseUrl: string, work: (stores: Stores) => Promise<void>): Promise<void> {
  await withStores(databaseUrl, () => Promise.resolve())
  const db = new Database(fileOf(databaseUrl))
  try {
    db.pragma('synchronous = OFF')
    await work(sqliteStores(db))
  } finally {
    db.close()
  }
}

/** Takes the database away from a server that runs; what is returned brings it back. */
export function takeAway(databaseUrl: string): () => void {
  const file = fileOf(databaseUrl)
  renameSync(file, `${file}.away`)
  return () => renameSync(`${file}.away`, file)
}

/** Keeps everybody else from writing; what is returned lets them again. */
export function lockWrites(databaseUrl: string): () => void {
  const db = new Database(fileOf(databaseUrl))
  db.exec('begin immediate')
  return () => void db.exec('commit').close()
}
