import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expectBootFailure } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { databaseIn, fileOf } from '../support/stores'
import { expect, test } from '../support/test'

const PORT = ownPort()
let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stateside-boot-'))
})
test.afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const env = (change: Record<string, string>) => ({
  ...serverEnv('database', PORT, folder),
  ...change,
})

test('every mistake in the environment stops the boot with one message', async () => {
  const { code, output } = await expectBootFailure(
    env({ AUTH_MODE: 'cookie', SESSION_IDLE_SECONDS: '0', APP_URL: 'http://app.example.com', AUTH_SECRET: 'too short to be one' }),
  )
  expect(code).toBe(1)
  for (const named of ['AUTH_MODE is "cookie"', 'SESSION_IDLE_SECONDS is "0"', 'APP_URL is "http://app.example.com"', 'AUTH_SECRET is 19 characters long']) {
    expect(output).toContain(named)
  }
  expect(output).not.toContain('too short to be one')
  expect(output).not.toContain('    at ')
})

test('production does not start without a secret', async () => {
  const { code, output } = await expectBootFailure(env({ AUTH_SECRET: '' }))
  expect(code).toBe(1)
  expect(output).toContain('AUTH_SECRET is not set')
})

test('production does not start with a password for a secret, however often repeated', async () => {
  const { code, output } = await expectBootFailure(env({ AUTH_SECRET: 'sunshine'.repeat(4) }))
  expect(code).toBe(1)
  expect(output).toContain('AUTH_SECRET is an example, or easily guessed')
  expect(output).not.toContain('sunshine')
})

test('a file that is no database stops the boot, and stays as it was', async () => {
  writeFileSync(fileOf(databaseIn(folder)), 'my diary '.repeat(500))
  const { code, output } = await expectBootFailure(env({}))
  expect(code).toBe(1)
  expect(output).toContain(`The database ${fileOf(databaseIn(folder))} cannot be used: the file is not an SQLite database`)
})

test('a folder in the database’s place stops the boot', async () => {
  mkdirSync(fileOf(databaseIn(folder)))
  const { code, output } = await expectBootFailure(env({}))
  expect(code).toBe(1)
  expect(output).toContain('cannot be opened')
})
