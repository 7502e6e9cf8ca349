import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'stateside-together-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Enough for every process to be there, in ms. */
const READY_MS = 4000
const ROUNDS = 10

/** Opens each of these files at its moment, the moments 100 ms apart. */
const PROGRAM = `
import { openStores } from '@/db/sqlite/open'
const [folder, at, rounds] = process.argv.slice(1)
for (let i = 0; i < Number(rounds); i++) {
  while (Date.now() < Number(at) + i * 100);
  openStores(folder + '/' + i + '.db').close()
}
`

test('servers that start at once over a new database all start', async () => {
  const at = String(Date.now() + READY_MS)
  const start = () => promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM, '--', folder, at, String(ROUNDS)])
  expect(await Promise.allSettled([start(), start()])).toEqual([
    { status: 'fulfilled', value: { stdout: '', stderr: '' } },
    { status: 'fulfilled', value: { stdout: '', stderr: '' } },
  ])
}, 60_000)
