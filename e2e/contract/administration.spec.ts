import { asAdmin, expectOAuthError, expectProblem, post, signedInHeaders, tokenOf, type ServiceClient } from '../support/services'
import { withStores } from '../support/stores'
import { expect, test } from '../support/test'

const JSON_TYPE = { 'content-type': 'application/json' }

test.describe('clients', () => {
  test('are made, listed without their secrets, and deleted with their tokens', async ({ server: { origin, databaseUrl } }) => {
    const made = await asAdmin(origin, 'POST', '/api/admin/clients', { name: ' Nightly job ', scopes: ['reports:write', 'reports:read', 'reports:read'] })
    expect(made.status).toBe(201)
    const body = (await made.json()) as ServiceClient
    expect(body).toEqual({
      client: { id: expect.any(String) as unknown, name: 'Nightly job', scopes: ['reports:read', 'reports:write'], createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown },
      client_secret: expect.stringMatching(/^[\w-]{43}$/) as unknown,
    })
    const listed = await asAdmin(origin, 'GET', '/api/admin/clients')
    const text = await listed.text()
    expect((JSON.parse(text) as { clients: unknown[] }).clients).toContainEqual(body.client)
    expect(text).not.toContain(body.client_secret)

    const token = await tokenOf(origin, body)
    const removed = await asAdmin(origin, 'DELETE', `/api/admin/clients/${body.client.id}`)
    expect(removed.status).toBe(204)
    expect(await removed.text()).toBe('')
    const replay = await fetch(`${origin}/api/reports`, { headers: { authorization: `Bearer ${token}` } })
    await expectProblem(replay, 401, 'revoked')
    await expectOAuthError(await post(origin, '/api/token', body, { grant_type: 'client_credentials' }), 401, 'invalid_client')
    await expectProblem(await asAdmin(origin, 'DELETE', `/api/admin/clients/${body.client.id}`), 404, 'not_found')
    await expectProblem(await asAdmin(origin, 'DELETE', '/api/admin/clients/%E0%A4%A'), 404, 'not_found')

    await withStores(databaseUrl, async (stores) => {
      const events = (await stores.events.list({ limit: 500 })).items.filter(({ detail }) => detail?.includes(body.client.id))
      expect(events.map(({ type }) => type)).toEqual(['client_deleted', 'client_created'])
      const grace = await stores.users.findByEmail('grace@example.com')
      for (const event of events) expect(event).toMatchObject({ userId: null, actorId: grace?.user.id })
      expect(JSON.stringify(events)).not.toContain(body.client_secret)
    })
  })

  for (const [what, body, path] of [
    ['an unknown scope', { name: 'x', scopes: ['reports:read', 'admin'] }, 'scopes.1'],
    ['no scope', { name: 'x', scopes: [] }, 'scopes'],
    ['no scopes', { name: 'x' }, 'scopes'],
    ['no name', { name: ' ', scopes: ['reports:read'] }, 'name'],
    ['a name of two lines', { name: 'a\nb', scopes: ['reports:read'] }, 'name'],
    ['an id of its own', { name: 'x', scopes: ['reports:read'], id: 'mine' }, 'id'],
  ] as const) {
    test(`with ${what} are 400`, async ({ server: { origin } }) => {
      const refused = await expectProblem(await asAdmin(origin, 'POST', '/api/admin/clients', body), 400, 'invalid_request')
      expect(refused['errors']).toContainEqual({ path, message: expect.any(String) as unknown })
    })
  }
})

test.describe('administration', () => {
  const ADMIN = [
    ['GET', '/api/admin/clients'],
    ['POST', '/api/admin/clients'],
    ['DELETE', '/api/admin/clients/x'],
    ['GET', '/api/admin/signing-keys'],
    ['POST', '/api/admin/signing-keys'],
  ] as const
  const send = (origin: string, method: string, path: string, headers: Record<string, string>, body = '{') =>
    fetch(origin + path, { method, headers: { ...JSON_TYPE, ...headers }, ...(method === 'POST' ? { body } : {}) })

  test('is for administrators, and says so before it looks at the body', async ({ server: { origin } }) => {
    const ada = await signedInHeaders(origin, { email: 'ada@example.com', password: 'correct horse battery staple' })
    for (const [method, path] of ADMIN) {
      await expectProblem(await send(origin, method, path, {}), 401, 'missing')
      await expectProblem(await send(origin, method, path, ada), 403, 'forbidden')
    }
  })

  test('refuses in the documented order', async ({ server: { origin } }) => {
    const grace = await signedInHeaders(origin)
    const foreign = { ...grace, origin: 'https://evil.example' }
    for (const [method, path] of ADMIN) {
      if (method === 'GET') continue
      if (method === 'POST') {
        await expectProblem(await send(origin, method, path, { ...foreign, 'content-type': 'text/plain' }, 'x'.repeat(65 * 1024)), 413, 'payload_too_large')
        await expectProblem(await send(origin, method, path, { ...foreign, 'content-type': 'text/plain' }), 415, 'unsupported_media_type')
      }
      if (grace['cookie']) await expectProblem(await send(origin, method, path, foreign), 403, 'cross_site')
      if (method === 'POST') await expectProblem(await send(origin, method, path, grace), 400, 'invalid_request')
    }
  })

  for (const change of [{ role: 'user' }, { disabled: true }] as const) {
    test(`asks the database: ${JSON.stringify(change)} ends it at once`, async ({ server: { origin, databaseUrl }, newPerson }) => {
      const person = newPerson()
      await fetch(`${origin}/api/sign-up`, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(person) })
      await withStores(databaseUrl, async (stores) => {
        const { user } = (await stores.users.findByEmail(person.email))!
        const ending = { at: Date.now(), by: null, why: 'account_disabled' } as const
        await stores.users.setAuthority(user.id, { role: 'admin' }, ending)
        const headers = await signedInHeaders(origin, person)
        const ask = () => fetch(`${origin}/api/admin/clients`, { headers })
        expect((await ask()).status).toBe(200)
        await stores.users.setAuthority(user.id, change, ending)
        // Whoever is disabled is nobody here, also where their credential is still good elsewhere.
        if ('role' in change) await expectProblem(await ask(), 403, 'forbidden')
        else await expectProblem(await ask(), 401, 'revoked')
      })
    })
  }
})
