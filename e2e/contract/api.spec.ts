import { expectProblem } from '../support/problem'
import { expect, signedInBy, test } from '../support/test'

const ADA = { email: 'ada@example.com', password: 'correct horse battery staple' }

test('signing up answers 201 and signs in', async ({ request, server, facts, newPerson }) => {
  const person = newPerson()
  const response = await request.post('/api/sign-up', { data: { ...person, email: ` ${person.email.toUpperCase()} ` } })
  expect(response.status()).toBe(201)
  const { access_token: token, token_type: type, expires_in: seconds, ...body } = (await response.json()) as Record<string, unknown>
  const handedOver = facts.carrier === 'authorization' ? [expect.stringMatching(/^eyJ/), 'Bearer'] : [undefined, undefined]
  expect([token, type]).toEqual(handedOver)
  if (typeof token === 'string') {
    // Whole seconds, of which the first has begun.
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number }
    expect(seconds).toBeGreaterThanOrEqual(3599)
    expect(exp * 1000).toBeLessThanOrEqual(Date.parse((body['session'] as { expiresAt: string }).expiresAt))
    expect(Date.parse((body['session'] as { createdAt: string }).createdAt) + Number(seconds) * 1000).toBeLessThanOrEqual(exp * 1000)
  } else expect(seconds).toBeUndefined()
  expect(body).toEqual({
    mode: server.mode,
    user: { id: expect.any(String) as unknown, email: person.email, name: person.name, role: 'user' },
    session: {
      id: expect.any(String) as unknown,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown,
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown,
    },
  })
  expect(await (await request.get('/api/me', { headers: await signedInBy(response) })).json()).toEqual(body)
  await expectProblem(await request.post('/api/sign-up', { data: person, headers: { origin: server.origin } }), 409, 'email_taken')
})

test('signing in sets the documented cookies, and no other', async ({ request, facts }) => {
  const response = await request.post('/api/sign-in', { data: ADA })
  expect(response.status()).toBe(200)
  const lines = response.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie')
  expect(lines.map(({ value }) => value.split('=')[0])).toEqual(facts.cookies)
  for (const { value } of lines) {
    const [pair, ...attributes] = value.split('; ')
    expect(pair).toMatch(/^stateside-[a-z]+=\S+$/)
    expect(attributes.map((attribute) => attribute.split('=')[0]).sort()).toEqual(['Expires', 'HttpOnly', 'Max-Age', 'Path', 'SameSite'])
    expect(attributes).toContain('Path=/')
    expect(Buffer.byteLength(pair ?? '')).toBeLessThanOrEqual(4096)
  }
})

test('an unknown account and a wrong password get the same answer', async ({ request, newPerson }) => {
  const bodies = []
  for (const email of [ADA.email, newPerson().email]) {
    bodies.push(await expectProblem(await request.post('/api/sign-in', { data: { email, password: 'wrong' } }), 401, 'invalid_credentials'))
  }
  expect(bodies[0]).toEqual(bodies[1])
})

test('too many failures answer 429 with Retry-After, to this address only', async ({ request, server, newPerson }) => {
  const person = newPerson()
  const here = { 'x-forwarded-for': '198.51.100.1' }
  await request.post('/api/sign-up', { data: person })
  await request.post('/api/sign-out', { headers: { origin: server.origin } })
  for (let i = 0; i < 10; i++) {
    const wrong = await request.post('/api/sign-in', { data: { email: person.email, password: 'wrong' }, headers: here })
    expect(wrong.status()).toBe(401)
  }
  const { email, password } = person
  const refused = await request.post('/api/sign-in', { data: { email, password }, headers: here })
  await expectProblem(refused, 429, 'rate_limited')
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(800)
  const elsewhere = await request.post('/api/sign-in', { data: { email, password }, headers: { 'x-forwarded-for': '198.51.100.2' } })
  expect(elsewhere.status()).toBe(200)
})

test('signing out ends as promised and clears the cookies', async ({ request, server, facts, newPerson }) => {
  const mine = await signedInBy(await request.post('/api/sign-up', { data: newPerson() }))
  const copy = (await request.storageState()).cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const before = Date.now()
  const response = await request.post('/api/sign-out', { headers: { ...mine, origin: server.origin } })
  expect(response.status()).toBe(200)
  const body = (await response.json()) as { takesEffect: string; at?: string; why?: string }
  const cleared = response.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie')
  expect(cleared.map(({ value }) => /^([^=]+)=;.*Max-Age=0/.exec(value)?.[1])).toEqual(facts.cookies)
  await expectProblem(await request.get('/api/me'), 401, 'missing')

  const replay = await request.get('/api/me', { headers: facts.carrier === 'cookie' ? { cookie: copy } : mine })
  if (facts.revocation === 'now') {
    expect(body).toEqual({ takesEffect: 'now' })
    await expectProblem(replay, 401, 'revoked')
  } else {
    expect(body).toEqual({ takesEffect: 'at-expiry', at: expect.any(String) as unknown, why: expect.any(String) as unknown })
    // The absolute limit of what renews itself, the end of a token that does not, the last minutes of an access token.
    const lastsMs = { never: 3_600_000, itself: 2_592_000_000, 'refresh-token': 300_000 }[facts.renews]
    const at = Date.parse(body.at ?? '')
    expect(at).toBeGreaterThan(before + lastsMs - 10_000)
    expect(at).toBeLessThanOrEqual(Date.now() + lastsMs)
    expect(replay.status()).toBe(200)
  }
  expect(await (await request.post('/api/sign-out')).json()).toEqual({ takesEffect: 'now' })
})

test('OPTIONS says what an address takes', async ({ request }) => {
  const response = await request.fetch('/api/sign-out', { method: 'OPTIONS' })
  expect(response.status()).toBe(204)
  expect(response.headers()['allow']).toBe('POST, OPTIONS')
})

test('only POST signs out', async ({ request }) => {
  const mine = await signedInBy(await request.post('/api/sign-in', { data: ADA }))
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
    const response = await request.fetch('/api/sign-out', { method, headers: mine })
    await expectProblem(response, 405, 'method_not_allowed')
    expect(response.headers()['allow']).toBe('POST, OPTIONS')
  }
  expect((await request.head('/api/sign-out', { headers: mine })).status()).toBe(405)
  expect((await request.get('/api/me', { headers: mine })).status()).toBe(200)
})

test('renewing answers the session, longer, or that the mode cannot', async ({ request, server, facts }) => {
  if (facts.renews === 'never') {
    const nobody = await request.post('/api/renew')
    await expectProblem(nobody, 401, 'missing')
    expect(nobody.headers()['www-authenticate']).toBe('Bearer realm="Stateside"')
    const bad = await request.post('/api/renew', { headers: { authorization: 'Bearer x' } })
    await expectProblem(bad, 401, 'malformed')
    expect(bad.headers()['www-authenticate']).toContain('error="invalid_token"')
    const mine = await signedInBy(await request.post('/api/sign-in', { data: ADA }))
    await expectProblem(await request.post('/api/renew', { headers: mine }), 409, 'unsupported_by_mode')
    return
  }
  await expectProblem(await request.post('/api/renew'), 401, 'missing')
  const before = (await (await request.post('/api/sign-in', { data: ADA })).json()) as { session: Record<string, string> }
  const given = (await request.storageState()).cookies
  const valueIn = (cookies: typeof given) => cookies.find(({ name }) => name === facts.credentialName)?.value
  const response = await request.post('/api/renew', { headers: { origin: server.origin } })
  const { session } = (await response.json()) as { session: Record<string, string> }
  expect(session).toMatchObject({ id: before.session['id'], createdAt: before.session['createdAt'] })
  expect(Date.parse(session['expiresAt'] ?? '')).toBeGreaterThanOrEqual(Date.parse(before.session['expiresAt'] ?? ''))
  // A row lives longer under the same id; what says itself until when it lives is replaced.
  const after = (await request.storageState()).cookies
  expect(valueIn(after) === valueIn(given)).toBe(facts.stateLives === 'store')
  expect((await request.get('/api/me')).status()).toBe(200)
})

test('the X-ray tells of this very request, signed in or not', async ({ request, server, facts }) => {
  const anonymous = (await (await request.get('/api/xray')).json()) as Record<string, unknown>
  expect(anonymous).toMatchObject({ mode: server.mode, request: { credential: null }, verdict: { ok: false, reason: 'missing' }, check: null, state: [] })

  const mine = await signedInBy(await request.post('/api/sign-in', { data: ADA }))
  const { cookies } = await request.storageState()
  const response = await request.get('/api/xray', { headers: { ...mine, 'x-made-up': 'hello' } })
  const text = await response.text()
  const byCookie = facts.carrier === 'cookie'
  const value = byCookie ? cookies.find(({ name }) => name === facts.credentialName)!.value : mine['authorization']!.replace('Bearer ', '')
  for (const secret of [value, ...cookies.map((cookie) => cookie.value)]) expect(text).not.toContain(secret.slice(4, -3))
  const report = JSON.parse(text) as {
    request: { bytes: number; headers: [string, string][]; credential: Record<string, unknown> }
    verdict: Record<string, unknown>
    trace: { at: string; micros: number }[]
    check: { p50: number; n: number }
    state: { where: string }[]
  }
  expect(report.request.credential).toMatchObject({
    carrier: facts.carrier,
    name: facts.credentialName,
    bytes: value.length,
    kind: facts.credentialKind,
  })
  expect(report.request.headers).toContainEqual(['x-made-up', 'hello'])
  expect(report.request.headers.map(([name]) => name)).not.toContain('x-stateside-arrival')
  const carries = byCookie ? 'cookie' : 'authorization'
  const sent = report.request.headers.filter(([name]) => name.toLowerCase() !== carries)
  const others = sent.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 'GET /api/xray HTTP/1.1\r\n\r\n'.length)
  expect(report.request.bytes).toBe(others + `${carries}: ${byCookie ? cookies.map((cookie) => `${cookie.name}=${cookie.value}`).join('; ') : mine['authorization']!}\r\n`.length)
  expect(report.verdict).toMatchObject({ ok: true })
  expect(report.trace.some(({ at }) => at === 'store')).toBe(facts.checkReads !== 'nothing')
  expect(report.check.n).toBeGreaterThan(10)
  const places = new Set(report.state.map(({ where }) => where))
  expect(places.has('server')).toBe(facts.provenBy === 'key')
  expect(places.has('store')).toBe(facts.endsFromElsewhere)
})

test('health says the mode, the store and which server answers', async ({ request, server }) => {
  const response = await request.get('/api/health')
  expect(response.status()).toBe(200)
  const instance = expect.stringMatching(/^[0-9a-f]{8}$/) as unknown
  expect(await response.json()).toEqual({ status: 'ok', mode: server.mode, store: 'sqlite', instance })
})
