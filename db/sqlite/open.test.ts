import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newUser } from '@/lib/auth/credentials/identity'
import { openStores } from './open'
import { StoreUnavailable } from '@/lib/stores/errors'

let folder: string
const opened: { close(): void }[] = []
const open = (path: string) => {
  const stores = openStores(path)
  opened.push(stores)
  return stores
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-'))
})
afterEach(() => {
  for (const stores of opened.splice(0)) stores.close()
  rmSync(folder, { recursive: true })
})

describe('opening the database', () => {
  test('makes the file and its folders', async () => {
    await expect(open(join(folder, 'a/b/stateside.db')).ping()).resolves.toBeUndefined()
  })

  test('keeps what was there', async () => {
    const path = join(folder, 'stateside.db')
    const user = newUser({ email: 'ada@example.com', name: 'Ada' }, 1)
    const first = openStores(path)
    await first.users.create(user, null)
    first.close()
    expect(await open(path).users.findById(user.id)).toEqual(user)
  })

  test('says so when the file is not a database', () => {
    const path = join(folder, 'stateside.db')
    writeFileSync(path, 'this is a text file, and long enough to be looked at as a database header by SQLite'.repeat(20))
    expect(() => openStores(path)).toThrow(StoreUnavailable)
    expect(() => openStores(path)).toThrow(/stateside\.db cannot be used: the file is not an SQLite database/)
    expect(readFileSync(path, 'utf8')).toContain('this is a text file')
  })

  test('says so when the path is a folder, or leads through a file', () => {
    expect(() => openStores(folder)).toThrow(/cannot be opened/)
    writeFileSync(join(folder, 'file'), '')
    expect(() => openStores(join(folder, 'file/stateside.db'))).toThrow(StoreUnavailable)
  })

  test('says so when another process holds it locked', () => {
    const path = join(folder, 'stateside.db')
    openStores(path).close()
    const other = new Database(path)
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN EXCLUSIVE')
    expect(() => openStores(path, undefined, 1)).toThrow(/another process holds it locked/)
    other.close()
  })
})

describe('a store that stops answering', () => {
  test('is StoreUnavailable, never an empty answer', async () => {
    const stores = openStores(join(folder, 'stateside.db'))
    await stores.users.create(newUser({ email: 'ada@example.com', name: 'Ada' }, 1), null)
    const other = new Database(join(folder, 'stateside.db'))
    other.exec('DROP TABLE sessions')
    other.close()
    await expect(stores.sessions.find('h1')).rejects.toThrow(StoreUnavailable)
    stores.close()
    await expect(stores.sessions.find('h1')).rejects.toThrow(StoreUnavailable)
  })

  test('is StoreUnavailable when its file is gone or is another one, though the old one can still be read', async () => {
    const path = join(folder, 'stateside.db')
    const stores = open(path)
    renameSync(path, `${path}.away`)
    await expect(stores.users.findById('ada')).rejects.toThrow(/was moved or deleted/)
    writeFileSync(path, '')
    await expect(stores.users.findById('ada')).rejects.toThrow(StoreUnavailable)
    renameSync(`${path}.away`, path)
    await expect(stores.users.findById('ada')).resolves.toBeNull()
  })
})
