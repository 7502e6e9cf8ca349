import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { openStores } from '@/db/sqlite/open'
import { seedDemo } from '@/lib/accounts/demo'
import { startServer, type RunningServer } from '../support/server'
import { portOf, serverEnv } from '../support/servers'
import { expectProblem, signedInHeaders } from '../support/services'
import { expect, test } from '../support/test'

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url))

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

/** Straight into the file: sessions of the demo admin, events about her, and people. */
function fill(path: string): void {
  const db = new Database(path)
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)`
  const { id } = db.prepare<[], { id: string }>(`select id from users where role = 'admin'`).get()!
  const now = Date.now()
  db.transaction(() => {
    db.prepare(
      `${numbers} insert into sessions (token_hash, id, user_id, created_at, last_seen_at, expires_at, ip, user_agent)
       select 'hash' || i, 'session' || i, ?, ? - i / 10, ?, ?, '192.0.2.1', 'browser' from n`,
    ).run(MANY, id, now - 1000, now, now + 86_400_000)
    db.prepare(`${numbers} insert into events (id, at, type, user_id, session_id) select 'event' || i, ? - i / 10, 'sign_in', ?, 'session' || i from n`).run(MANY, now - 1000, id)
    db.prepare(
      `${numbers} insert into users (id, email, name, role, disabled, created_at) select 'person' || i, i || '@example.com', 'Person ' || i, 'user', 0, ? - i / 10 from n`,
    ).run(MANY / 5, now - 1000)
  })()
  db.close()
}

test.describe('with 100,000 sessions of one person, as many events and many people', () => {
  // One server and one file for all of them.
  test.describe.configure({ mode: 'default' })

  const folder = mkdtempSync(join(tmpdir(), 'stateside-many-'))
  const port = portOf(90)
  let server: RunningServer
  let headers: Record<string, string>

  test.beforeAll(async () => {
    const path = join(folder, 'stateside.db')
    const stores = openStores(path, MIGRATIONS)
    await seedDemo(stores, Date.now())
    stores.close()
    fill(path)
    server = await startServer({ ...serverEnv('database', port, path), SESSIONS_PER_USER: '1000000' }, { port })
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
