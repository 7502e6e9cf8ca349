import { request as send } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import { MODE_NAMES } from '@/lib/auth/modes'
import { startServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expect, signedInBy, test } from '../support/test'

const FLOOD = 2000
/** How long an attacker waits for an answer before hanging up, in ms. */
const HANGS_UP_MS = 400
/** Within this time, in ms, everybody else must be answered, however much is asked at once. */
const ANSWERED_MS = { '/api/health': 5000, '/api/me': 20_000, '/api/sign-in': 15_000 }

const ADA = { email: 'ada@example.com', password: DEMO_PASSWORD }
const GRACE = { email: 'grace@example.com', password: DEMO_PASSWORD }

/** Signs in on an account that does not exist and does not wait for the answer; resolves once the connection is gone. */
function signInAndHangUp(origin: string, address: string, i: number): Promise<void> {
  return new Promise((resolve) => {
    const body = JSON.stringify({ email: `nobody-${String(i)}@example.com`, password: 'a wrong password' })
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-forwarded-for': address, connection: 'close' }
    const request = send(`${origin}/api/sign-in`, { method: 'POST', headers, agent: false }, (response) => response.resume())
    request.on('error', () => undefined).on('close', () => {
      resolve()
    })
    request.end(body)
    setTimeout(() => request.destroy(), HANGS_UP_MS)
  })
}

for (const mode of MODE_NAMES) {
  test(`in ${mode} mode ${String(FLOOD)} sign-ins that nobody waits for keep nobody else waiting`, async ({ request }) => {
    const folder = mkdtempSync(join(tmpdir(), 'stateside-flood-'))
    const port = ownPort()
    const env = { ...serverEnv(mode, port, folder), NODE_OPTIONS: '--max-old-space-size=512' }
    const server = await startServer(env, { port })
    try {
      const mine = await signedInBy(await request.post(`${server.origin}/api/sign-in`, { data: ADA }))
      let flooding = true
      const keepsAnswering = async (path: '/api/health' | '/api/me') => {
        let answers = 0
        for (; flooding; answers++) {
          const answer = await request.get(`${server.origin}${path}`, { headers: mine, timeout: ANSWERED_MS[path] })
          expect(answer.status(), path).toBe(200)
        }
        return answers
      }
      const others = Promise.all([keepsAnswering('/api/health'), keepsAnswering('/api/me')])
      for (const addresses of [1, 25]) {
        await Promise.all(Array.from({ length: FLOOD }, (_, i) => signInAndHangUp(server.origin, `192.0.2.${String(i % addresses)}`, i)))
      }
      // Whoever hung up is not worked for any more, so there is soon room for somebody who waits.
      const elsewhere = { 'content-type': 'application/json', 'x-forwarded-for': '198.51.100.1' }
      const signIn = (input = ADA) => fetch(`${server.origin}/api/sign-in`, { method: 'POST', headers: elsewhere, body: JSON.stringify(input) })
      await expect.poll(async () => (await signIn()).status, { timeout: ANSWERED_MS['/api/sign-in'] }).toBe(200)
      flooding = false
      expect((await others).every((answers) => answers > 0)).toBe(true)
      // One row for each address, however often it tried.
      for (let i = 0; i < 3; i++) expect((await signIn({ ...ADA, email: `nobody-${String(i)}@example.com` })).status).toBe(401)
      const admin = await signedInBy(await request.post(`${server.origin}/api/sign-in`, { data: GRACE, headers: { origin: server.origin } }))
      const failed = await request.get(`${server.origin}/api/admin/events?type=sign_in_failed&limit=200`, { headers: admin })
      const { events } = (await failed.json()) as { readonly events: readonly { readonly ip: string; readonly detail: string | null }[] }
      expect(new Set(events.map(({ ip }) => ip)).size).toBe(events.length)
      expect(events.find(({ ip }) => ip === '198.51.100.1')?.detail).toMatch(/^3 times, last at /)
      expect(server.output()).not.toMatch(/out of memory|Error:/)
    } finally {
      await server.stop('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  })
}
