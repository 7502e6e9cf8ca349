import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MODE_NAMES } from '@/lib/auth/modes'
import { TESTBED_CONFIG, makeTestbed } from '@/testkit/testbed'
import { startServer } from '../support/server'
import { ownPort, serverEnv, SERVERS } from '../support/servers'
import { expect, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' }

for (const mode of MODE_NAMES) {
  test(`with an https APP_URL, ${mode} mode sets Secure __Host- cookies if any, and every answer carries HSTS`, async () => {
    const { mode: made } = await makeTestbed(mode, { config: { ...TESTBED_CONFIG, secure: true } })
    const { cookies, carrier, rscCanRead } = made.facts
    const folder = mkdtempSync(join(tmpdir(), 'stateside-https-'))
    const port = ownPort()
    const appUrl = 'https://app.example.com'
    const server = await startServer({ ...serverEnv(mode, port, folder), APP_URL: appUrl }, { port })
    // The address that TLS in front of it would call; headers never decide what is ours.
    const call = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${String(port)}${path}`, { redirect: 'manual', ...init })
    try {
      const headers = { 'content-type': 'application/json', origin: appUrl, 'x-forwarded-proto': 'http' }
      const signedIn = await call('/api/sign-in', { method: 'POST', headers, body: JSON.stringify(ADA) })
      const lines = signedIn.headers.getSetCookie()
      expect(lines.map((line) => line.split('=')[0])).toEqual(cookies)
      for (const line of lines) {
        expect(line).toMatch(/^__Host-stateside-/)
        expect(line).toMatch(/; Secure/)
        expect(line).not.toMatch(/Domain/i)
      }
      const cookie = lines.map((line) => line.split(';')[0]).join('; ')
      if (carrier === 'cookie') {
        expect((await call('/api/me', { headers: { cookie } })).status).toBe(200)
        expect((await call('/api/me', { headers: { cookie: cookie.replaceAll('__Host-', '') } })).status).toBe(401)
      }

      for (const path of ['/', '/dashboard', '/nothing', '/api/me', '/api/nothing']) {
        expect((await call(path)).headers.get('strict-transport-security'), path).toMatch(/^max-age=\d{8}/)
      }
      if (rscCanRead) expect((await call('/dashboard')).headers.get('location')).toMatch(/^(https:\/\/app\.example\.com)?\/sign-in\?/)

      // A form too, whose Origin is https and whose Host is anything.
      const form = new FormData()
      form.set(/\$ACTION_ID_[0-9a-f]+/.exec(await (await fetch(`${SERVERS.database.origin}/`)).text())?.[0] ?? '', '')
      for (const [name, value] of Object.entries({ mutation: 'sign-in', ...ADA })) form.set(name, value)
      const demo = await call('/', { method: 'POST', headers: { origin: appUrl, 'x-forwarded-host': 'evil.example' }, body: form })
      expect(demo.status).toBe(303)
      expect(demo.headers.get('location')).toMatch(/^(https:\/\/app\.example\.com)?\/dashboard$/)

      const out = await call('/api/sign-out', { method: 'POST', headers: { cookie, origin: appUrl } })
      const cleared = out.headers.getSetCookie()
      expect(cleared.map((line) => line.split('=;')[0])).toEqual(cookies)
      for (const line of cleared) for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'Max-Age=0']) expect(line).toContain(attribute)
    } finally {
      await server.stop('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
