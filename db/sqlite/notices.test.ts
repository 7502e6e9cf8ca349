import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ADA, ENDING } from '@/lib/stores/conformance-samples'
import type { Stores } from '@/lib/stores/stores'
import { openStores } from './open'

let folder: string
let path: string
let stores: Stores & { close(): void }
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-notices-'))
  path = join(folder, 'stateside.db')
  stores = openStores(path)
  await stores.users.create(ADA, null)
})
afterEach(() => {
  stores.close()
  rmSync(folder, { recursive: true })
})

/** Ends all of Ada's sessions, in any program. */
const END = "update users set epoch = epoch + 1 where id = 'ada'"

test('what another process writes is heard, whatever program it runs', async () => {
  const ada = vi.fn()
  stores.notices.subscribe('ada', ada)
  const program = `new (require('better-sqlite3'))(${JSON.stringify(path)}).exec(${JSON.stringify(END)})`
  await promisify(execFile)(process.execPath, ['-e', program])
  await vi.waitFor(() => expect(ada).toHaveBeenCalledOnce())
})

test('whoever may have missed something hears it, and the table stays small', async () => {
  const ben = vi.fn()
  stores.notices.subscribe('ben', ben)
  const other = new Database(path)
  other.exec('begin')
  for (let i = 0; i < 1001; i++) other.exec(END)
  other.exec('commit')
  expect(other.prepare('select count(*) from notices').pluck().get()).toBe(1000)
  other.close()
  await vi.waitFor(() => expect(ben).toHaveBeenCalledOnce())
})

test('what was written while the store was away is heard afterwards', async () => {
  const ada = vi.fn()
  const other = new Database(path)
  other.exec('alter table notices rename to gone')
  stores.notices.subscribe('ada', ada)
  other.exec('alter table gone rename to notices')
  await stores.users.beginEpoch('ada', ENDING)
  await vi.waitFor(() => expect(ada).toHaveBeenCalled())
  other.close()
})

test('nobody looks while nobody listens', () => {
  vi.useFakeTimers()
  const stop = stores.notices.subscribe('ada', () => undefined)
  expect(vi.getTimerCount()).toBe(1)
  stop()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})
