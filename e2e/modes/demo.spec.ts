import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import { startServer } from '../support/server'
import { E2E_DIR, ownPort, serverEnv } from '../support/servers'
import { expectProblem, signedInHeaders } from '../support/services'
import { expect, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: DEMO_PASSWORD }
const GRACE = { email: 'grace@example.com', password: DEMO_PASSWORD }
const STRANGER = { ...ADA, name: 'A stranger', password: 'nobody else knows this' }

for (const mode of ['database', 'bearer'] as const) {
  test(`in ${mode} mode a demo person becomes an admin only while anybody could be one, and does not come back`, async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'stateside-demo-'))
    const port = ownPort()
    const env = serverEnv(mode, port, folder)
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

for (const mode of ['database', 'bearer'] as const) {
  test(`in ${mode} mode the home page offers the demo people as the database has them`, async ({ page }) => {
    const port = ownPort()
    const server = await startServer(serverEnv(mode, port, join(E2E_DIR, `demo-${mode}`)), { port })
    const send = async (who: typeof ADA, method: string, path: string, body?: unknown) => {
      const headers = { ...(await signedInHeaders(server.origin, who)), 'content-type': 'application/json' }
      expect((await fetch(server.origin + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })).ok).toBe(true)
    }
    const offers = page.getByRole('main').getByRole('button', { name: /^Sign in as/ })
    try {
      await page.goto(server.origin)
      await expect(offers).toHaveText(['Sign in as Ada, a user', 'Sign in as Grace, an admin'])

      await send(ADA, 'POST', '/api/demo/role')
      await send(ADA, 'PATCH', '/api/account', { name: 'Augusta King' })
      await page.goto(server.origin)
      await expect(offers).toHaveText(['Sign in as Augusta, an admin', 'Sign in as Grace, an admin'])
      await page.goto(`${server.origin}/sign-in`)
      await expect(page.getByRole('main').getByText('Demo people on this server').locator('..')).toContainText(/Admin\s*ada@example\.com/)
      await page.goto(server.origin)
      await offers.first().click()
      await page.waitForURL('**/dashboard')
      await expect(page.getByRole('main')).toContainText('ada@example.com')

      // Whoever cannot sign in is not offered.
      const { users } = (await (await fetch(`${server.origin}/api/admin/users`, { headers: await signedInHeaders(server.origin, ADA) })).json()) as { users: { id: string; email: string }[] }
      const grace = users.find(({ email }) => email === GRACE.email)
      await send(ADA, 'PATCH', `/api/admin/users/${grace?.id ?? ''}`, { disabled: true })
      await page.goto(`${server.origin}/sign-in`)
      await expect(page.getByRole('main')).not.toContainText(GRACE.email)
    } finally {
      await server.stop('SIGKILL')
    }
  })
}
