import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import { startServer } from '../support/server'
import { portOf, serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: DEMO_PASSWORD }

test('a write lock that another process holds keeps writes waiting, and nobody else', async ({ request }) => {
  const folder = mkdtempSync(join(tmpdir(), 'stateside-locked-'))
  const file = join(folder, 'stateside.db')
  const port = portOf(19)
  const server = await startServer(serverEnv('database', port, file), { port })
  const other = new Database(file)
  try {
    expect((await request.post(`${server.origin}/api/sign-in`, { data: ADA })).status()).toBe(200)
    const signIn = () => fetch(`${server.origin}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ADA) })

    other.exec('begin immediate')
    let status: number | undefined
    const waits = signIn().then((answer) => {
      status = answer.status
    })
    for (let i = 0; i < 3; i++) {
      expect((await request.get(`${server.origin}/api/health`)).status()).toBe(200)
      expect((await request.get(`${server.origin}/api/me`)).status()).toBe(200)
    }
    expect(status).toBeUndefined()
    other.exec('commit')
    await waits
    expect(status).toBe(200)

    other.exec('begin immediate')
    expect((await signIn()).status).toBe(503)
    other.exec('commit')
    expect((await signIn()).status).toBe(200)
  } finally {
    other.close()
    await server.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})
