import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import { startServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expectProblem, signedInHeaders } from '../support/services'
import { expect, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: DEMO_PASSWORD }

test('one session more than SESSIONS_PER_USER ends the oldest, and says why', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stateside-most-'))
  const port = ownPort()
  const server = await startServer({ ...serverEnv('database', port, folder), SESSIONS_PER_USER: '2' }, { port })
  const ask = (path: string, headers: Record<string, string>) => fetch(server.origin + path, { headers })
  try {
    const first = await signedInHeaders(server.origin, ADA)
    const others = [await signedInHeaders(server.origin, ADA), await signedInHeaders(server.origin, ADA)]
    await expectProblem(await ask('/api/me', first), 401, 'revoked')
    for (const other of others) expect((await ask('/api/me', other)).status).toBe(200)
    expect(await (await ask('/api/session-events', first)).text()).toContain('"by":"this server","why":"too_many_sessions"')
    const { sessions, ended } = (await (await ask('/api/sessions?with=ended', others[1]!)).json()) as { sessions: unknown[]; ended: unknown[] }
    expect(sessions).toHaveLength(2)
    expect(ended).toMatchObject([{ endedBy: 'this server', why: 'too_many_sessions' }])
    const page = await (await ask('/sessions', others[1]!)).text()
    expect(page).toContain('the limit of sessions per person was reached')
    const events = await ask('/api/admin/events?type=session_revoked', await signedInHeaders(server.origin))
    expect(await events.json()).toMatchObject({ events: [{ actorId: null, detail: 'the limit of sessions per person was reached' }], next: null })
  } finally {
    await server.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})
