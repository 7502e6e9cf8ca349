import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStores } from './open'
import type { Stores } from '@/lib/stores/stores'
import { sqliteStores } from './stores'

const folder = mkdtempSync(join(tmpdir(), 'stateside-plans-'))
const asked: string[] = []
let db: Database.Database
let stores: Stores

beforeAll(() => {
  const path = join(folder, 'stateside.db')
  openStores(path).close()
  db = new Database(path, { verbose: (sql) => void asked.push(String(sql)) })
  stores = sqliteStores(db)
})
afterAll(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

/** Somewhere in the middle of any list. */
const page = { limit: 5, cursor: Buffer.from('5.3.1').toString('base64url') }

for (const [what, ask] of [
  ['a person’s sessions', () => stores.sessions.list({ ...page, userId: 'ada', which: 'living', now: 1, mode: 'database' })],
  ['a person’s sessions that were ended', () => stores.sessions.list({ ...page, userId: 'ada', which: 'ended', now: 1, mode: 'database' })],
  ['everybody’s sessions', () => stores.sessions.list({ ...page, userId: null, which: 'living', now: 1, mode: 'database' })],
  ['everybody’s sessions that were ended', () => stores.sessions.list({ ...page, userId: null, which: 'ended', now: 1, mode: 'database' })],
  ['how many sessions a person has', () => stores.sessions.count('ada', 1, 1000, 'database')],
  ['people', () => stores.users.list(page)],
  ['demo people', () => stores.users.demoPeople()],
  ['events', () => stores.events.list(page)],
  ['events of a type', () => stores.events.list({ ...page, type: 'sign_in' })],
  ['a person’s events', () => stores.events.list({ ...page, userId: 'ada' })],
  ['a person’s events of a type', () => stores.events.list({ ...page, userId: 'ada', type: 'sign_in' })],
] as const) {
  test(`SQLite reads ${what} along an index, and sorts nothing`, async () => {
    asked.length = 0
    await ask()
    const plan = db.prepare<[], { detail: string }>(`explain query plan ${asked[0] ?? ''}`).all().map(({ detail }) => detail)
    expect(plan[0] === 'CO-ROUTINE some' ? plan[1] : plan[0]).toMatch(/^(SEARCH|SCAN) (sessions|users|events) USING INDEX/)
    expect(plan.join('\n')).not.toMatch(/TEMP B-TREE/)
    if (what.startsWith('a person’s')) expect(plan[0]).toContain('user_id=?')
  })
}
