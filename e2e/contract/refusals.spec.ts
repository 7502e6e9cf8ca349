import { expectProblem } from '../support/problem'
import { expect, signedInBy, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' }

test.describe('bad input', () => {
  const JSON_TYPE = { 'content-type': 'application/json' }

  test('many wrong fields are not all repeated', async ({ request }) => {
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`field${String(i)}`, 1]))
    const response = await request.post('/api/sign-in', { data: many })
    expect(((await response.json()) as { errors: unknown[] }).errors).toHaveLength(20)
  })

  for (const [what, data, path] of [
    ['no JSON', '{"email":', ''],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22]), ''],
    ['an empty body', '', ''],
    ['null', 'null', ''],
    ['an array', '[]', ''],
    ['a missing field', '{"email":"ada@example.com"}', 'password'],
    ['a field of another type', '{"email":1,"password":"p"}', 'email'],
    ['a field that is not one', '{"email":"ada@example.com","password":"p","role":"admin"}', 'role'],
    ['a prototype', '{"email":"ada@example.com","password":"p","__proto__":{"role":"admin"}}', '__proto__'],
    ['no address', '{"email":"ada","password":"p"}', 'email'],
  ] as const) {
    test(`${what} is 400 and says where`, async ({ request }) => {
      const body = await expectProblem(await request.post('/api/sign-in', { data, headers: JSON_TYPE }), 400, 'invalid_request')
      expect(body['errors']).toContainEqual({ path, message: expect.any(String) as unknown })
    })
  }

  test('another content type is 415', async ({ request }) => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'multipart/form-data; boundary=x']) {
      const response = await request.post('/api/sign-in', { data: JSON.stringify(ADA), headers: { 'content-type': type } })
      await expectProblem(response, 415, 'unsupported_media_type')
    }
    const charset = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect((await request.post('/api/sign-in', { data: JSON.stringify(ADA), headers: charset })).status()).toBe(200)
  })

  test('more than 64 KiB is 413, before anything else is looked at', async ({ request }) => {
    const large = { email: 'ada@example.com', password: 'p'.repeat(65 * 1024) }
    await expectProblem(await request.post('/api/sign-in', { data: large }), 413, 'payload_too_large')
    const foreign = { origin: 'https://evil.example', 'content-type': 'text/plain' }
    await expectProblem(await request.post('/api/sign-in', { data: 'x'.repeat(65 * 1024), headers: foreign }), 413, 'payload_too_large')
  })

  test('refusals come in the documented order', async ({ request, facts }) => {
    const foreign = { origin: 'https://evil.example' }
    await expectProblem(await request.post('/api/sign-in', { data: 'x', headers: { ...foreign, 'content-type': 'text/plain' } }), 415, 'unsupported_media_type')
    const unread = await request.post('/api/sign-in', { data: '{', headers: { ...foreign, ...JSON_TYPE } })
    // Where nothing travels by itself, any site may ask, and gets nothing that it did not bring.
    if (facts.carrier === 'authorization') {
      await expectProblem(unread, 400, 'invalid_request')
      return
    }
    await expectProblem(unread, 403, 'cross_site')
    await expectProblem(await request.post('/api/renew', { headers: foreign }), 403, 'cross_site')
  })

  test('an address that does not exist is 404, for every method', async ({ request }) => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      await expectProblem(await request.fetch('/api/nothing/here', { method }), 404, 'not_found')
    }
  })

  test('an address that cannot be decoded is 404', async ({ request }) => {
    for (const path of ['/api/%', '/api/%ff', '/api/me%']) await expectProblem(await request.get(path), 404, 'not_found')
  })

  test('a hostile credential is 401 with its reason, and never 500', async ({ request, facts }) => {
    const name = facts.credentialName
    const byCookie = facts.carrier === 'cookie'
    for (const value of ['', 'x', '%', '%E0%A4%A', '""', '..', 'a'.repeat(43), 'x'.repeat(5000), 'eyJhbGciOiJub25lIn0.e30.', 'Fe26.2*1*a*b*c**d*e~2']) {
      const headers: Record<string, string> = byCookie ? { cookie: `${name}=${value}` } : { authorization: `Bearer ${value}` }
      const response = await request.get('/api/me', { headers })
      const reason = facts.provenBy === 'store' && value.length === 43 ? 'revoked' : 'malformed'
      await expectProblem(response, 401, reason)
    }
    const mine = await signedInBy(await request.post('/api/sign-in', { data: ADA }))
    const cookie = (await request.storageState()).cookies.find((each) => each.name === name)
    const own = `${name}=${cookie?.value ?? ''}`
    if (byCookie) await expectProblem(await request.get('/api/me', { headers: { cookie: `${own}; ${own}` } }), 401, 'malformed')
    for (const other of ['%', 'a=%; =; ;', '\u00ff', 'x'.repeat(4000)]) {
      const beside = await request.get('/api/me', { headers: { ...mine, cookie: byCookie ? `${other}; ${own}` : other } })
      expect(beside.status()).toBe(200)
    }
  })
})

test.describe('cross-site requests', () => {
  for (const [headers, allowed] of [
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: 'null' }, false],
    [{ origin: 'https://evil.example' }, false],
    [{}, false],
  ] as const) {
    test(`${JSON.stringify(headers)} with our cookie is ${allowed ? 'served' : 'refused'}; without cookies any is served`, async ({ request, facts }) => {
      const mine = await signedInBy(await request.post('/api/sign-in', { data: ADA }))
      const response = await request.post('/api/sign-out', { headers: { ...headers, ...mine } })
      if (facts.carrier === 'authorization') {
        expect(response.status()).toBe(200)
        return
      }
      if (allowed) expect(response.status()).toBe(200)
      else await expectProblem(response, 403, 'cross_site')
      expect((await request.get('/api/me')).status()).toBe(allowed ? 401 : 200)
    })
  }

  test('a forwarded host does not make another origin ours', async ({ request, facts }) => {
    const headers = { origin: 'https://evil.example', host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    const response = await request.post('/api/sign-in', { data: ADA, headers })
    if (facts.carrier === 'cookie') await expectProblem(response, 403, 'cross_site')
    else expect(response.headers()['access-control-allow-origin']).toBeUndefined()
  })
})
