import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { memoryStores } from './memory/stores'
import { openStores } from './sqlite/open'
import { describeStores } from '@/lib/stores/conformance'

const folder = mkdtempSync(join(tmpdir(), 'stateside-'))
const opened: { close(): void }[] = []
let files = 0

afterEach(() => {
  for (const stores of opened.splice(0)) stores.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

describeStores('memory', memoryStores)

describeStores('sqlite', () => {
  const stores = openStores(join(folder, `${String(++files)}.db`))
  opened.push(stores)
  return stores
})
