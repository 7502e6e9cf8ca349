import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import { startServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { databaseIn, lockWrites } from '../support/stores'
import { expect, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: DEMO_PASSWORD }

test('a write lock that another process holds keeps writes waiting, and nobody else', async ({ request }) => {
  const folder = mkdtempSync(join(tmpdir(), 'stateside-locked-'))
  const port = ownPort()
  const server = await startServer(serverEnv('database', port, folder), { port })
  try {
    expect((await request.post(`${server.origin}/api/sign-in`, { data: ADA })).status()).toBe(200)
    const signIn = () => fetch(`${server.origin}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(ADA) })

    const release = lockWrites(databaseIn(folder))
    let status: number | undefined
    const waits = signIn().then((answer) => {
      status = answer.status
    })
    for (let i = 0; i < 3; i++) {
      expect((await request.get(`${server.origin}/api/health`)).status()).toBe(200)
      expect((await request.get(`${server.origin}/api/me`)).status()).toBe(200)
    }
    expect(status).toBeUndefined()
    release()
    await waits
    expect(status).toBe(200)

    const releaseAgain = lockWrites(databaseIn(folder))
    expect((await signIn()).status).toBe(503)
    releaseAgain()
    expect((await signIn()).status).toBe(200)
  } finally {
    await server.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})
