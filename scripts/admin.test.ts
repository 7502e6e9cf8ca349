import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newUser } from '@/lib/auth/credentials/identity'
import { openStores } from '@/db/sqlite/open'
import { newSecret } from '@/testkit/testbed'

const SECRET = newSecret()
const COMMAND = [resolve('node_modules/tsx/dist/cli.mjs'), '--tsconfig', resolve('tsconfig.json'), resolve('scripts/admin.ts')]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-admin-'))
  symlinkSync(resolve('db'), join(folder, 'db'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** As `npm run admin -- grant ada@example.com` in a folder of its own, with nothing of ours in the environment but this. */
function grant(env: Readonly<Record<string, string>>): Promise<{ readonly code: unknown; readonly out: string; readonly err: string }> {
  const options = { cwd: folder, env: { PATH: process.env['PATH'], ...env } as unknown as NodeJS.ProcessEnv }
  return new Promise((done) => {
    execFile(process.execPath, [...COMMAND, 'grant', 'ada@example.com'], options, (error, out, err) => done({ code: error?.code ?? 0, out, err }))
  })
}

test('reads .env.local as the server does, and writes where it reads', async () => {
  writeFileSync(join(folder, '.env.local'), `AUTH_SECRET=${SECRET}\nDATABASE_URL=file:./mine.db\n`)
  const stores = openStores(join(folder, 'mine.db'))
  await stores.users.create({ ...newUser({ email: 'ada@example.com', name: 'Ada' }, 1), id: 'ada' }, null)
  expect(await grant({})).toMatchObject({ code: 0, err: '', out: expect.stringContaining('ada@example.com is an administrator now') as unknown })
  expect(await stores.users.findById('ada')).toMatchObject({ role: 'admin' })
  stores.close()
})

test('makes no database where there is none', async () => {
  const missing = join(folder, 'missing.db')
  const refused = await grant({ AUTH_SECRET: SECRET, DATABASE_URL: `file:${missing}` })
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`There is no database at ${missing}.`) as unknown })
  expect(existsSync(missing)).toBe(false)
})

test('says what is wrong with the environment, and no secret', async () => {
  const refused = await grant({ AUTH_SECRET: 'too-short', AUTH_MODE: 'cookies' })
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/AUTH_MODE is "cookies"[^]*AUTH_SECRET is 9 characters long/) as unknown })
  expect(refused.err).not.toContain('too-short')
})
