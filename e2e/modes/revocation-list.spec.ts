import { join } from 'node:path'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { startServer } from '../support/server'
import { E2E_DIR, ownPort, serverEnv } from '../support/servers'
import { asAdmin, signedInHeaders } from '../support/services'
import { expect, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' }

for (const mode of MODE_NAMES.filter((name: ModeName) => name !== 'database')) {
  test(`in ${mode} mode a revocation list makes every operation bite at the next request`, async () => {
    const port = ownPort()
    const env = { ...serverEnv(mode, port, join(E2E_DIR, `list-${mode}`)), AUTH_REVOCATION: 'list' }
    const server = await startServer(env, { port })
    const { origin } = server
    const me = async (headers: Record<string, string>) => {
      const answer = await fetch(`${origin}/api/me`, { headers })
      return { status: answer.status, body: (await answer.json()) as { code?: string; user?: { id: string; role: string } } }
    }
    const now = async (answer: Response) => {
      expect(await answer.json()).toMatchObject({ takesEffect: 'now' })
    }
    const refused = { status: 401, body: { code: 'revoked' } }
    try {
      const out = await signedInHeaders(origin, ADA)
      await now(await fetch(`${origin}/api/sign-out`, { method: 'POST', headers: out }))
      expect(await me(out)).toMatchObject(refused)

      const [one, two] = [await signedInHeaders(origin, ADA), await signedInHeaders(origin, ADA)]
      await now(await fetch(`${origin}/api/sessions`, { method: 'DELETE', headers: two }))
      expect(await me(one)).toMatchObject(refused)
      const { status, body } = await me(two)
      expect(status).toBe(200)

      const url = `/api/admin/users/${body.user?.id ?? ''}`
      expect(await (await asAdmin(origin, 'PATCH', url, { role: 'admin' })).json()).toMatchObject({ revocation: null })
      expect(await me(two)).toMatchObject({ status: 200, body: { user: { role: 'admin' } } })
      expect(await (await asAdmin(origin, 'PATCH', url, { role: 'user' })).json()).toMatchObject({ revocation: { takesEffect: 'now' } })
      expect(await me(two)).toMatchObject({ status: 200, body: { user: { role: 'user' } } })

      expect(await (await asAdmin(origin, 'PATCH', url, { disabled: true })).json()).toMatchObject({ revocation: { takesEffect: 'now' } })
      expect(await me(two)).toMatchObject(refused)
    } finally {
      await server.stop()
    }
  })
}
