import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedDemo } from '@/lib/accounts/demo'
import type { Stores } from '@/lib/stores/stores'
import { startServer, type RunningServer } from '../support/server'
import { ownPort, serverEnv } from '../support/servers'
import { expectProblem, signedInHeaders } from '../support/services'
import { databaseIn, fillStores } from '../support/stores'
import { expect, test } from '../support/test'

const MANY = 100_000

/** Of an answer of the API with a page of 50, and of a page that shows 50; in bytes. */
const ANSWER_BYTES = 32 * 1024
const PAGE_BYTES = 768 * 1024

interface Listed {
  readonly id: string
}

interface Body {
  readonly sessions?: readonly (Listed & { readonly current: boolean })[]
  readonly users?: readonly (Listed & { readonly email: string; readonly sessions?: number })[]
  readonly events?: readonly Listed[]
  readonly next: string | null
}

/** Sessions of the demo admin, events about her, and people. */
async function fill(stores: Stores): Promise<void> {
  const now = Date.now()
  await seedDemo(stores, now)
  const admin = (await stores.users.list({ limit: 9 })).items.find(({ role }) => role === 'admin')!
  const at = (n: number) => now - 1000 - Math.floor(n / 10)
  const device = { ip: '192.0.2.1', userAgent: 'browser' }
  for (let n = 1; n <= MANY; n++) {
    const session = { id: `session${String(n)}`, userId: admin.id, epoch: 0, mode: null, createdAt: at(n), lastSeenAt: now, expiresAt: now + 86_400_000, ...device }
    await stores.sessions.create(session, `hash${String(n)}`)
  }
  await stores.events.recordAll(
    Array.from({ length: MANY }, (_, n) => ({ id: `event${String(n)}`, at: at(n), type: 'sign_in', userId: admin.id, actorId: null, sessionId: `session${String(n)}`, ip: null, userAgent: null, detail: null })),
  )
  for (let n = 1; n <= MANY / 5; n++) {
    await stores.users.create({ ...admin, id: `person${String(n)}`, email: `${String(n)}@example.com`, name: `Person ${String(n)}`, role: 'user', createdAt: at(n) }, null)
  }
}

test.describe('with 100,000 sessions of one person, as many events and many people', () => {
  // One server and one file for all of them.
  test.describe.configure({ mode: 'default' })

  const folder = mkdtempSync(join(tmpdir(), 'stateside-many-'))
  const port = ownPort()
  let server: RunningServer
  let headers: Record<string, string>

  test.beforeAll(async () => {
    test.setTimeout(120_000)
    await fillStores(databaseIn(folder), fill)
    server = await startServer({ ...serverEnv('database', port, folder), SESSIONS_PER_USER: '1000000' }, { port })
    headers = await signedInHeaders(server.origin)
  })
  test.afterAll(async () => {
    await server.stop('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  async function ask(path: string, method = 'GET'): Promise<{ readonly body: Body; readonly bytes: number }> {
    const answer = await fetch(server.origin + path, { method, headers })
    const text = await answer.text()
    expect(answer.status, text.slice(0, 500)).toBe(200)
    return { body: JSON.parse(text) as Body, bytes: Buffer.byteLength(text) }
  }
  const rows = ({ sessions, users, events }: Body): readonly Listed[] => sessions ?? users ?? events ?? []

  for (const path of ['/api/sessions', '/api/admin/sessions', '/api/admin/users', '/api/admin/events']) {
    test(`${path} answers page by page`, async () => {
      const first = await ask(path)
      expect(rows(first.body)).toHaveLength(50)
      expect(first.bytes).toBeLessThan(ANSWER_BYTES)
      const seen = new Set<string>()
      let next: string | null = ''
      for (let page = 0; page < 4 && next !== null; page++) {
        const found: Body = (await ask(`${path}?limit=200${next && `&cursor=${next}`}`)).body
        expect(rows(found)).toHaveLength(200)
        for (const { id } of rows(found)) seen.add(id)
        next = found.next
      }
      expect(seen.size).toBe(4 * 200)
      for (const query of ['limit=201', 'limit=0', 'limit=', 'limit=-1', 'limit=1e2', 'cursor=', 'cursor=x', 'cursor=%00', 'cursor=a&cursor=b']) {
        const problem = await expectProblem(await fetch(`${server.origin}${path}?${query}`, { headers }), 400, 'invalid_request')
        expect(problem['errors']).toMatchObject([{ path: query.split('=')[0] }])
      }
    })
  }

  test('this session stands first, on the first page only', async () => {
    const { body } = await ask('/api/sessions?limit=1')
    expect(body.sessions).toMatchObject([{ current: true }])
    const second = (await ask(`/api/sessions?limit=1&cursor=${body.next!}`)).body
    expect(second.sessions).toMatchObject([{ current: false }])
    const third = (await ask(`/api/sessions?limit=200&cursor=${second.next!}`)).body
    expect([...body.sessions!, ...second.sessions!, ...third.sessions!].filter(({ current }) => current)).toHaveLength(1)
    expect((await ask('/api/sessions?with=ended')).bytes).toBeLessThan(2 * ANSWER_BYTES)
  })

  test('sessions are counted, and not further than anybody needs', async () => {
    const { body } = await ask('/api/admin/users?with=sessions&search=GRACE@')
    expect(body.users).toMatchObject([{ email: 'grace@example.com', sessions: 1000 }])
  })

  for (const path of ['/sessions', '/admin', '/admin/sessions', '/admin/events']) {
    test(`${path} shows a page, and leads to the next by a plain link`, async () => {
      const html = async (at: string) => {
        const answer = await fetch(server.origin + at, { headers })
        expect(answer.status).toBe(200)
        const text = await answer.text()
        expect(Buffer.byteLength(text)).toBeLessThan(PAGE_BYTES)
        return text
      }
      const first = await html(path)
      const [, link] = new RegExp(`href="(${path}\\?cursor=[\\w-]+)"`).exec(first) ?? []
      expect(link).toBeDefined()
      const second = await html(link!)
      const shown = (text: string) => new Set(text.match(/>(session\d+|Person \d+)</g))
      expect(shown(second).size).toBeGreaterThan(0)
      expect([...shown(second)].filter((row) => shown(first).has(row))).toEqual([])
      expect(await html(`${path}?cursor=nonsense`)).toContain('</html>')
    })
  }

  test('one is ended, and told from one that is not there', async () => {
    await ask('/api/sessions/session77', 'DELETE')
    for (const id of ['session77', 'session0']) {
      await expectProblem(await fetch(`${server.origin}/api/sessions/${id}`, { method: 'DELETE', headers }), 404, 'not_found')
    }
  })
})
