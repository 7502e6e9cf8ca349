import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openStores } from './open'
import { StoreUnavailable } from '@/lib/stores/errors'
import type { Stores } from '@/lib/stores/stores'
import type { StoredUser } from '@/lib/stores/users'
import { sqliteStores } from './stores'
import { sqliteGuard } from './guard'

let folder: string
let path: string
let stores: Stores & { close(): void }
const children = new Set<ChildProcess>()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-locked-'))
  path = join(folder, 'stateside.db')
  stores = openStores(path)
})
afterEach(async () => {
  for (const child of children) {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  }
  children.clear()
  stores.close()
  rmSync(folder, { recursive: true })
})

const person = (n: number): StoredUser => ({ id: `p${String(n)}`, email: `p${String(n)}@example.com`, name: 'P', role: 'user', disabled: false, createdAt: n, epoch: 0, spared: null })

/** Another process that runs `code` on the same file, with a `line` that resolves at each line of its input. Resolves once it wrote one. */
async function another(code: string) {
  const script = `
    const db = new (require('better-sqlite3'))(${JSON.stringify(path)})
    const lines = require('node:readline').createInterface({ input: process.stdin })[Symbol.asyncIterator]()
    const line = () => lines.next()
    ;(async () => { ${code} })()`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.add(child)
  const said = async () => String(((await once(child.stdout, 'data')) as [Buffer])[0]).trim()
  expect(await said()).toBe('ready')
  return { say: () => child.stdin.write('\n'), said }
}

const HOLDS_THE_LOCK = `db.exec('begin immediate'); console.log('ready'); await line(); db.exec('commit'); console.log('released')`

describe('a write lock that another process holds', () => {
  test('keeps a write waiting, and nobody else', async () => {
    const other = await another(HOLDS_THE_LOCK)
    let done = false
    const write = stores.users.create(person(1), null).then((created) => {
      done = true
      return created
    })
    for (let i = 0; i < 100; i++) expect(await stores.users.findById('p1')).toBeNull()
    await stores.ping()
    expect(done).toBe(false)
    other.say()
    expect(await other.said()).toBe('released')
    expect(await write).toBe(true)
    expect(await stores.users.findById('p1')).toEqual(person(1))
  })

  test('lets a transaction that waited for it happen once', async () => {
    const other = await another(HOLDS_THE_LOCK)
    const taken = Promise.all(Array.from({ length: 10 }, () => stores.attempts.take([{ key: 'key', limit: 3 }], 100, 1000)))
    expect(await stores.attempts.wait([{ key: 'key', limit: 3 }], 100, 1000)).toBe(0)
    other.say()
    expect((await taken).filter((waitMs) => waitMs === 0)).toHaveLength(3)
  })

  test('that is not given back in time is StoreUnavailable, and nothing is written later', async () => {
    const other = await another(HOLDS_THE_LOCK)
    const sqlite = new Database(path, { timeout: 0 })
    let now = 0
    const pause = vi.fn((ms: number) => Promise.resolve(void (now += ms)))
    const impatient = sqliteStores(sqlite, sqliteGuard(sqlite, { patienceMs: 1000, now: () => now, pause }))
    await expect(impatient.users.create(person(1), null)).rejects.toThrow(StoreUnavailable)
    expect(now).toBeGreaterThanOrEqual(1000)
    expect(pause.mock.calls.length).toBeLessThan(50)
    await expect(impatient.users.findById('p1')).resolves.toBeNull()
    other.say()
    expect(await other.said()).toBe('released')
    expect(await impatient.users.create(person(2), null)).toBe(true)
    expect(await impatient.users.findById('p1')).toBeNull()
    sqlite.close()
  })
})

test('a process that writes all the time lets others write too', async () => {
  const other = await another(`
    const write = db.prepare("insert into reports (id, title, created_at, client_id) values (?, 'title', 0, 'other')")
    db.pragma('busy_timeout = 5000'); console.log('ready')
    let over = false; line().then(() => { over = true })
    for (let n = 0; !over; n++) { write.run('other' + n); if (n % 10 === 0) await new Promise(setImmediate) }
    console.log('over')`)
  const created = await Promise.all(Array.from({ length: 100 }, (_, n) => stores.users.create(person(n), null)))
  expect(created.every(Boolean)).toBe(true)
  other.say()
  expect(await other.said()).toBe('over')
})
