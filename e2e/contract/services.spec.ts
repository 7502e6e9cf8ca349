import { request as httpRequest } from 'node:http'
import { basic, expectOAuthError, expectProblem, newClient, post, signedInHeaders, tokenOf } from '../support/services'
import { expect, test } from '../support/test'

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const CREDENTIALS = { grant_type: 'client_credentials' }
const JSON_TYPE = { 'content-type': 'application/json' }

/** As it stands, also with two headers of one name, which fetch would join. */
function raw(url: string, headers: readonly string[]): Promise<{ status: number; authenticate: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { headers: ['host', new URL(url).host, ...headers] }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, authenticate: answer.headers['www-authenticate'] ?? '' })
    })
    sent.once('error', reject).end()
  })
}

const reports = (origin: string, authorization?: string, { headers, ...init }: { headers?: Record<string, string>; method?: string; body?: string } = {}) =>
  fetch(`${origin}/api/reports`, { ...init, headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) } })

const file = (origin: string, token: string, body: unknown, headers: Record<string, string> = JSON_TYPE) =>
  reports(origin, `Bearer ${token}`, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) })

test('a client gets a token, reads and files reports with it, and revokes it', async ({ server: { origin } }) => {
  const client = await newClient(origin)
  const granted = await post(origin, '/api/token', client, { ...CREDENTIALS, scope: 'reports:read reports:write' })
  expect(granted.status).toBe(200)
  expect(granted.headers.get('cache-control')).toBe('no-store')
  expect(granted.headers.get('pragma')).toBe('no-cache')
  expect(granted.headers.get('content-type')).toContain('application/json')
  const { expires_in: seconds, ...body } = (await granted.json()) as { access_token: string; expires_in: number }
  expect(body).toEqual({ access_token: expect.any(String) as unknown, token_type: 'Bearer', scope: 'reports:read reports:write' })
  // Whole seconds, of which the first has begun.
  expect([299, 300]).toContain(seconds)
  const token = body.access_token

  const filed = await file(origin, token, { title: ' Quarterly figures ' })
  expect(filed.status).toBe(201)
  const { report } = (await filed.json()) as { report: Record<string, string> }
  expect(report).toEqual({
    id: expect.any(String) as unknown,
    title: 'Quarterly figures',
    createdAt: expect.stringMatching(ISO) as unknown,
    clientId: client.client.id,
  })
  const read = await reports(origin, `bearer ${token}`)
  expect(read.status).toBe(200)
  expect(read.headers.get('cache-control')).toBe('no-store')
  expect(((await read.json()) as { reports: unknown[] }).reports).toContainEqual(report)

  const known = await post(origin, '/api/token/introspect', client, { token })
  expect(await known.json()).toMatchObject({
    active: true,
    client_id: client.client.id,
    sub: client.client.id,
    iss: origin,
    aud: `${origin}/api/reports`,
    scope: 'reports:read reports:write',
  })
  for (const again of [1, 2]) {
    const revoked = await post(origin, '/api/token/revoke', client, { token })
    expect(revoked.status, String(again)).toBe(200)
    expect(await revoked.text()).toBe('')
  }
  await expectProblem(await reports(origin, `Bearer ${token}`), 401, 'revoked')
  expect(await (await post(origin, '/api/token/introspect', client, { token })).json()).toEqual({ active: false })
})

test('a client knows and revokes its own tokens only', async ({ server: { origin } }) => {
  const [mine, theirs] = [await newClient(origin), await newClient(origin)]
  const token = await tokenOf(origin, theirs)
  expect(await (await post(origin, '/api/token/introspect', mine, { token })).json()).toEqual({ active: false })
  await expectOAuthError(await post(origin, '/api/token/revoke', mine, { token }), 400, 'unauthorized_client')
  expect((await reports(origin, `Bearer ${token}`)).status).toBe(200)
  expect((await post(origin, '/api/token/revoke', mine, { token: 'nonsense' })).status).toBe(200)
  for (const path of ['/api/token/introspect', '/api/token/revoke']) {
    await expectOAuthError(await post(origin, path, null, { token }), 401, 'invalid_client')
    await expectOAuthError(await post(origin, path, mine, {}), 400, 'invalid_request')
  }
})

test('the token endpoint refuses as RFC 6749 has it', async ({ server: { origin } }) => {
  const client = await newClient(origin, ['reports:read'])
  const send = (headers: Record<string, string>, body: BodyInit) => fetch(`${origin}/api/token`, { method: 'POST', headers, body })
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
  const known = { authorization: basic(client) }
  const good = 'grant_type=client_credentials'

  await expectOAuthError(await post(origin, '/api/token', null, CREDENTIALS), 401, 'invalid_client')
  await expectOAuthError(await post(origin, '/api/token', { ...client, client_secret: 'wrong' }, CREDENTIALS), 401, 'invalid_client')
  await expectOAuthError(await send({ ...FORM, authorization: 'Basic %%%' }, good), 401, 'invalid_client')
  await expectOAuthError(await send({ ...FORM, authorization: `Bearer ${await tokenOf(origin, client)}` }, good), 401, 'invalid_client')
  await expectOAuthError(await send({ ...FORM, ...known }, ''), 400, 'invalid_request')
  await expectOAuthError(await send({ ...FORM, ...known }, `${good}&${good}`), 400, 'invalid_request')
  await expectOAuthError(await send({ ...FORM, ...known }, `${good}&scope=%zz`), 400, 'invalid_request')
  await expectOAuthError(await send({ ...FORM, ...known }, `${good}&client_secret=${client.client_secret}`), 400, 'invalid_request')
  await expectOAuthError(await send({ ...JSON_TYPE, ...known }, JSON.stringify(CREDENTIALS)), 400, 'invalid_request')
  await expectOAuthError(await send({ ...FORM, ...known }, 'grant_type=password&username=a&password=b'), 400, 'unsupported_grant_type')
  await expectOAuthError(await send({ ...FORM, ...known }, `${good}&scope=reports:write`), 400, 'invalid_scope')
  await expectOAuthError(await send({ ...FORM, ...known }, `${good}&scope=everything`), 400, 'invalid_scope')
  await expectProblem(await send({ ...FORM, ...known }, `${good}&x=${'x'.repeat(65 * 1024)}`), 413, 'payload_too_large')
  await expectProblem(await fetch(`${origin}/api/token?${good}`, { headers: known }), 405, 'method_not_allowed')
  // Nothing ambient is looked at, so where it comes from does not matter.
  const elsewhere = await send({ ...FORM, ...known, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, good)
  expect(elsewhere.status).toBe(200)
})

test('reports are refused as RFC 6750 has it', async ({ server: { origin } }) => {
  const reader = await newClient(origin, ['reports:read'])
  const token = await tokenOf(origin, reader)

  for (const header of [undefined, basic(reader), 'Digest x']) {
    const nothing = await reports(origin, header)
    expect(nothing.headers.get('www-authenticate')).toBe('Bearer realm="Stateside"')
    await expectProblem(nothing, 401, 'missing')
  }
  for (const [sent, reason] of [
    ['x', 'malformed'],
    [`${token}x`, 'malformed'],
    [`${token.slice(0, 60)}${token[60] === 'A' ? 'B' : 'A'}${token.slice(61)}`, /malformed|unknown_key/],
    [token.split('.').slice(0, 2).join('.') + '.' + Buffer.alloc(64).toString('base64url'), 'bad_signature'],
  ] as const) {
    const refused = await reports(origin, `Bearer ${sent}`)
    expect(refused.status).toBe(401)
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer realm="Stateside", error="invalid_token", error_description="[^"]+"$/)
    expect((await refused.json()) as unknown).toMatchObject({ code: expect.stringMatching(reason) })
  }

  const scope = await file(origin, token, { title: 'Not mine to file' })
  expect(scope.headers.get('www-authenticate')).toBe('Bearer realm="Stateside", error="insufficient_scope", scope="reports:write"')
  await expectProblem(scope, 403, 'insufficient_scope')

  for (const malformed of ['Bearer', 'Bearer a b', 'Bearer %', 'Bearer "', `Bearer ${token},Bearer ${token}`]) {
    const answer = await reports(origin, malformed)
    expect(answer.headers.get('www-authenticate'), malformed).toContain('error="invalid_request"')
    expect(await expectProblem(answer, 400, 'invalid_request')).toMatchObject({ errors: [{ path: '' }] })
  }
  const twice = await raw(`${origin}/api/reports`, ['authorization', `Bearer ${token}`, 'Authorization', `Bearer ${token}`])
  expect(twice).toMatchObject({ status: 400, authenticate: expect.stringContaining('error="invalid_request"') })
  expect(await raw(`${origin}/api/reports?access_token=${token}`, ['authorization', `Bearer ${token}`])).toMatchObject({ status: 400 })
  expect(await raw(`${origin}/api/reports?access_token=${token}`, [])).toMatchObject({ status: 401 })
  expect(await raw(`${origin}/api/reports`, ['authorization', `Bearer ${token}`])).toMatchObject({ status: 200 })
})

test('filing checks type, token, scope and fields in that order, and never a cookie', async ({ server: { origin } }) => {
  const token = await tokenOf(origin, await newClient(origin))
  await expectProblem(await file(origin, 'x', 'x'.repeat(65 * 1024), {}), 413, 'payload_too_large')
  await expectProblem(await file(origin, 'x', '{}', { 'content-type': 'text/plain' }), 415, 'unsupported_media_type')
  await expectProblem(await file(origin, 'x', '{'), 401, 'malformed')
  for (const [body, path] of [['{', ''], [{}, 'title'], [{ title: ' ' }, 'title'], [{ title: 'x'.repeat(201) }, 'title'], [{ title: 'a\nb' }, 'title'], [{ title: 'x', id: 'y' }, 'id']] as const) {
    const refused = await expectProblem(await file(origin, token, body), 400, 'invalid_request')
    expect(refused['errors']).toContainEqual({ path, message: expect.any(String) as unknown })
  }
  const person = await signedInHeaders(origin)
  expect((await fetch(`${origin}/api/reports`, { headers: person })).status).toBe(401)
  const foreign = { ...JSON_TYPE, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', ...(person['cookie'] ? { cookie: person['cookie'] } : {}) }
  expect((await file(origin, token, { title: 'From anywhere' }, foreign)).status).toBe(201)
})

test('the keys and the metadata are public and say what is there', async ({ server: { origin } }) => {
  const keys = await fetch(`${origin}/.well-known/jwks.json`)
  expect(keys.status).toBe(200)
  expect(keys.headers.get('content-type')).toBe('application/jwk-set+json')
  expect(keys.headers.get('cache-control')).toBe('public, max-age=60')
  const set = (await keys.json()) as { keys: Record<string, string>[] }
  expect(set.keys.length).toBeGreaterThan(0)
  for (const key of set.keys) expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  const token = await tokenOf(origin, await newClient(origin))
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Record<string, string>
  expect(header).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: expect.any(String) as unknown })
  expect(set.keys.map(({ kid }) => kid)).toContain(header['kid'])

  const metadata = await fetch(`${origin}/.well-known/oauth-authorization-server`)
  expect(metadata.headers.get('content-type')).toContain('application/json')
  expect(await metadata.json()).toMatchObject({
    issuer: origin,
    token_endpoint: `${origin}/api/token`,
    introspection_endpoint: `${origin}/api/token/introspect`,
    revocation_endpoint: `${origin}/api/token/revoke`,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    response_types_supported: [],
  })
  for (const path of ['/.well-known/jwks.json', '/.well-known/oauth-authorization-server']) {
    const answer = await fetch(origin + path, { method: 'POST' })
    await expectProblem(answer, 405, 'method_not_allowed')
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect((await fetch(origin + path)).headers.get('content-security-policy')).toContain("default-src 'none'")
  }
})
