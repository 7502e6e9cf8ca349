import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '@/db/seed'
import { startServer } from '../support/server'
import { portOf, serverEnv } from '../support/servers'
import { expectProblem, signedInHeaders } from '../support/services'
import { expect, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: DEMO_PASSWORD }
const GRACE = { email: 'grace@example.com', password: DEMO_PASSWORD }
const STRANGER = { ...ADA, name: 'A stranger', password: 'nobody else knows this' }

for (const mode of ['database', 'bearer'] as const) {
  test(`in ${mode} mode a demo person becomes an admin only while anybody could be one, and does not come back`, async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'stateside-demo-'))
    const port = portOf(mode === 'database' ? 92 : 93)
    const env = serverEnv(mode, port, join(folder, 'stateside.db'))
    let server = await startServer(env, { port })
    const post = async (path: string, who: Record<string, string>, data: unknown = {}, method = 'POST') =>
      fetch(server.origin + path, { method, headers: { ...who, 'content-type': 'application/json' }, body: JSON.stringify(data) })
    const offersHer = async () => (await (await page.request.get(`${server.origin}/sign-in`)).text()).includes('ada@example.com')
    try {
      const [ada, grace] = [await signedInHeaders(server.origin, ADA), await signedInHeaders(server.origin, GRACE)]
      expect(await (await post('/api/demo/role', ada)).json()).toEqual({ role: 'admin' })
      expect(await (await post('/api/demo/role', ada)).json()).toEqual({ role: 'user' })
      await expectProblem(await post('/api/demo/role', grace), 403, 'forbidden')
      expect(await offersHer()).toBe(true)

      // The admin's password is her owner's own from here on.
      const owned = { ...GRACE, password: 'known to the owner alone' }
      expect((await post('/api/account/password', grace, { currentPassword: DEMO_PASSWORD, newPassword: owned.password })).status).toBe(200)
      await expectProblem(await post('/api/demo/role', ada), 403, 'forbidden')
      if (mode === 'database') {
        const dashboard = await fetch(`${server.origin}/dashboard`, { headers: ada })
        expect(await dashboard.text()).not.toContain('Change my role')
      }

      expect((await post('/api/account', ada, { password: DEMO_PASSWORD }, 'DELETE')).status).toBe(200)
      await server.stop('SIGKILL')
      server = await startServer(env, { port })
      await expectProblem(await post('/api/sign-in', {}, ADA), 401, 'invalid_credentials')
      expect(await offersHer()).toBe(false)
      expect((await post('/api/sign-up', {}, STRANGER)).status).toBe(201)
      await expectProblem(await post('/api/demo/role', await signedInHeaders(server.origin, STRANGER)), 403, 'forbidden')
      expect((await post('/api/sign-in', {}, owned)).status).toBe(200)
    } finally {
      await server.stop('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
