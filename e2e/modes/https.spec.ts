import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MODE_NAMES } from '@/lib/auth/contract'
import { startServer } from '../support/server'
import { serverEnv } from '../support/servers'
import { expect, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' }

for (const mode of MODE_NAMES) {
  test(`with an https APP_URL, ${mode} mode sets a Secure __Host- cookie and every answer carries HSTS`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stateside-https-'))
    const port = 3180 + MODE_NAMES.indexOf(mode)
    const appUrl = 'https://app.example.com'
    const server = await startServer({ ...serverEnv(mode, port, join(folder, 'stateside.db')), APP_URL: appUrl }, { port })
    // The address that TLS in front of it would call; headers never decide what is ours.
    const call = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${String(port)}${path}`, { redirect: 'manual', ...init })
    try {
      const headers = { 'content-type': 'application/json', origin: appUrl, 'x-forwarded-proto': 'http' }
      const signedIn = await call('/api/sign-in', { method: 'POST', headers, body: JSON.stringify(ADA) })
      const [line = ''] = signedIn.headers.getSetCookie()
      expect(line).toMatch(new RegExp(`^__Host-stateside-${mode}=`))
      expect(line).toMatch(/; Secure/)
      expect(line).not.toMatch(/Domain/i)
      const cookie = line.split(';')[0] ?? ''
      expect((await call('/api/me', { headers: { cookie } })).status).toBe(200)
      expect((await call('/api/me', { headers: { cookie: cookie.replace('__Host-', '') } })).status).toBe(401)

      for (const path of ['/', '/dashboard', '/nothing', '/api/me', '/api/nothing']) {
        expect((await call(path)).headers.get('strict-transport-security'), path).toMatch(/^max-age=\d{8}/)
      }
      expect((await call('/dashboard')).headers.get('location')).toMatch(/^(https:\/\/app\.example\.com)?\/sign-in\?/)

      const out = await call('/api/sign-out', { method: 'POST', headers: { cookie, origin: appUrl } })
      const [cleared = ''] = out.headers.getSetCookie()
      for (const attribute of [`__Host-stateside-${mode}=;`, 'Path=/', 'Secure', 'HttpOnly', 'Max-Age=0']) expect(cleared).toContain(attribute)
    } finally {
      await server.stop('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
