import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { makeTestbed } from '@/testkit/testbed'
import { WHOLE_API } from '../api/table'
import { PROBLEMS } from '../problem'
import { appOf } from '@/testkit/app'
import { define } from './endpoint'
import { ENDPOINTS } from './endpoints'
import { createServer } from './server'

const ORIGIN = 'http://testbed.test'

async function serving(table = ENDPOINTS) {
  const testbed = await makeTestbed('bearer')
  const server = createServer(appOf(testbed), table)
  return { testbed, ask: (path: string, init?: RequestInit) => server(new Request(`${ORIGIN}${path}`, init), null) }
}

describe('the table of endpoints', () => {
  test('has each address and method once', () => {
    const named = WHOLE_API.map(({ method, path }) => `${method} ${path}`)
    expect(new Set(named).size).toBe(named.length)
  })

  test('names only codes that are documented, and says of each what it does', () => {
    for (const { errors, does } of WHOLE_API) {
      for (const code of errors) expect(PROBLEMS).toHaveProperty(code)
      expect(does).toMatch(/^[a-z].*[^.]$/)
    }
  })

  test('has a route of Next for each address, and no route has an address of its own', () => {
    const fileOf = (path: string) => `app${path.startsWith('/compare/') ? '/(site)' : ''}${path.replaceAll(/\{(\w+)\}/g, '[$1]')}/route.ts`
    const wanted = [...new Set(WHOLE_API.map(({ path }) => fileOf(path)))]
    for (const file of wanted) expect(existsSync(file), file).toBe(true)
    const routes = ['app/api', 'app/.well-known', 'app/(site)/compare'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /(^|[\\/])route\.ts$/.test(name))
        .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
    )
    const servedBy = (file: string) => (/^app\/(api\/|\(site\)\/)?(lab|compare)\//.test(file) ? 'lab-route' : file === 'app/api/openapi.json/route.ts' ? 'document-route' : 'route')
    const line = (file: string) => `export { DELETE, GET, OPTIONS, PATCH, POST, PUT } from '@/lib/next/${servedBy(file)}'\n`
    const own = routes.filter((file) => readFileSync(file, 'utf8') !== line(file))
    // The testbed of the lab answers for itself: whether its checks hold is what is being tried.
    expect(own).toEqual(['app/api/lab/testbeds/[id]/[...path]/route.ts'])
    expect(routes.filter((file) => !own.includes(file)).sort()).toEqual([...wanted, 'app/api/[...path]/route.ts'].sort())
  })
})

describe('the server', () => {
  test('says which methods an address has, and answers no other', async () => {
    const { ask } = await serving()
    const options = await ask('/api/sessions', { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, DELETE, HEAD, OPTIONS'])
    const put = await ask('/api/sessions', { method: 'PUT' })
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, DELETE, HEAD, OPTIONS'])
  })

  test.each(['/api/nothing', '/api', '/api/sessions/', '/api/sessions/1/2', '/api/__proto__', '/api/me%2f'])('has nothing at %s', async (path) => {
    const { ask } = await serving()
    const answer = await ask(path)
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'not_found', type: `${ORIGIN}/docs/errors/not_found` })])
  })

  test('hands over what stands in braces, decoded where it can be', async () => {
    const echo = define({ method: 'GET', path: '/api/echo/{id}', does: 'echoes', who: 'anybody', run: ({ params }) => ({ body: params }) })
    const { ask } = await serving([echo])
    for (const [sent, id] of [['a%20b', 'a b'], ['%E0%A4%A', '%E0%A4%A'], ['..%2f', '../']]) {
      expect(await (await ask(`/api/echo/${String(sent)}`)).json()).toEqual({ id })
    }
  })

  test('has none of an address that its configuration leaves out', async () => {
    const off = define({ method: 'GET', path: '/api/off', does: 'is not there', who: 'anybody', exists: ({ lab }) => lab, run: () => ({}) })
    const { ask } = await serving([off])
    for (const method of ['GET', 'POST', 'OPTIONS']) expect((await ask('/api/off', { method })).status).toBe(404)
  })

  test('tells a client what to authenticate with, in a mode whose credential travels in a header', async () => {
    const { ask } = await serving()
    expect((await ask('/api/me')).headers.get('www-authenticate')).toMatch(/^Bearer realm=/)
    const bad = await ask('/api/me', { headers: { authorization: 'Bearer x' } })
    expect([bad.status, bad.headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('error="invalid_token"')])
  })

  test('never tells anybody what it did not foresee', async () => {
    const broken = define({ method: 'GET', path: '/api/broken', does: 'breaks', who: 'anybody', run: () => Promise.reject(new TypeError('a secret detail')) })
    const { ask } = await serving([broken])
    const answer = await ask('/api/broken')
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secret')
  })

  test('puts what the mode hands over at a renewal into the answer', async () => {
    const testbed = await makeTestbed('bearer')
    const session = { id: 's1', user: testbed.person, createdAt: 1000, expiresAt: 61_000 }
    const verdict = { ok: true, session, issuedAt: 1000, fresh: true, record: () => ({}) } as const
    const effects = [{ kind: 'hand-over', token: 'a token', expiresIn: 60 }] as const
    const mode = { ...testbed.mode, renew: () => Promise.resolve({ verdict, effects }) }
    const server = createServer({ ...appOf(testbed), mode }, ENDPOINTS)
    const answer = await server(new Request(`${ORIGIN}/api/renew`, { method: 'POST' }), null)
    expect(await answer.json()).toEqual({
      session: { id: 's1', createdAt: '1970-01-01T00:00:01.000Z', expiresAt: '1970-01-01T00:01:01.000Z' },
      access_token: 'a token',
      token_type: 'Bearer',
      expires_in: 60,
    })
  })
})
