import { DEMO_PEOPLE } from '@/lib/accounts/demo'
import { asAdmin, expectProblem, signedInHeaders } from '../support/services'
import { expect, test, type Person } from '../support/test'

const json = { 'content-type': 'application/json' }
const send = (url: string, method: string, headers: Record<string, string>, data?: unknown) =>
  fetch(url, data === undefined ? { method, headers } : { method, headers: { ...headers, ...json }, body: JSON.stringify(data) })

async function signUp(origin: string, person: Person) {
  const answer = await send(`${origin}/api/sign-up`, 'POST', {}, person)
  expect(answer.status).toBe(201)
  return { headers: await signedInHeaders(origin, person), id: ((await answer.json()) as { user: { id: string } }).user.id }
}

test('sessions are listed and ended as the mode can', async ({ server: { origin }, facts, newPerson }) => {
  const person = newPerson()
  const { headers } = await signUp(origin, person)
  const url = `${origin}/api/sessions`
  await expectProblem(await send(url, 'GET', {}), 401, 'missing')
  await expectProblem(await send(`${url}/nothing`, 'DELETE', {}), 401, 'missing')
  const listed = await send(url, 'GET', headers)
  const ended = await send(url, 'DELETE', headers)
  if (!facts.lists) {
    await expectProblem(listed, 409, 'unsupported_by_mode')
    const problem = await expectProblem(ended, 409, 'unsupported_by_mode')
    expect(Date.parse(String(problem['until']))).toBeGreaterThan(Date.now())
    expect(problem['detail']).toContain(problem['until'])
    await expectProblem(await send(`${url}/nothing`, 'DELETE', headers), 409, 'unsupported_by_mode')
    return
  }
  const { sessions } = (await listed.json()) as { sessions: Record<string, unknown>[] }
  expect(sessions).toHaveLength(2)
  expect(Object.keys(sessions[0]!).sort()).toEqual(['createdAt', 'current', 'expiresAt', 'id', 'ip', 'lastSeenAt', 'userAgent'])
  expect(sessions.map(({ current }) => current)).toEqual([true, false])
  expect(await ended.json()).toMatchObject({ takesEffect: facts.revocation })
  const after = (await (await send(`${url}?with=ended`, 'GET', headers)).json()) as { sessions: unknown[]; ended: unknown[] }
  expect(after.sessions).toHaveLength(1)
  expect(after.ended).toMatchObject([{ endedBy: 'you', why: 'ended', current: false }])
  for (const id of ['nothing', '%00', sessions[1]!['id']]) await expectProblem(await send(`${url}/${String(id)}`, 'DELETE', headers), 404, 'not_found')
  const own = await send(`${url}/${String(sessions[0]!['id'])}`, 'DELETE', headers)
  expect(own.status).toBe(200)
  expect(own.headers.getSetCookie().join()).toContain('Max-Age=0')
})

test('an account changes its name, address and password, and goes', async ({ server: { origin }, facts, newPerson }) => {
  const person = newPerson()
  const { headers } = await signUp(origin, person)
  const newPassword = `${person.password} 2`
  const url = `${origin}/api/account`
  const renamed = await send(url, 'PATCH', headers, { name: 'Another Name' })
  const { access_token: token, ...renamedBody } = (await renamed.json()) as Record<string, unknown>
  expect(renamedBody).toMatchObject({ user: { name: 'Another Name', email: person.email } })
  // What says the name is handed over anew, for the same session; what was there before says that it is outdated.
  const before = (await (await send(`${origin}/api/me`, 'GET', headers)).json()) as { outdated?: unknown; session: unknown }
  expect(before.outdated).toEqual(facts.checkReads === 'row' ? undefined : { name: 'Another Name' })
  const handedOver = facts.carrier === 'authorization'
  expect(renamed.headers.getSetCookie().length > 0).toBe(!handedOver && facts.stateLives === 'browser')
  expect(typeof token).toBe(handedOver ? 'string' : 'undefined')
  if (handedOver) {
    expect(Object.keys(renamedBody)).toEqual(['user', 'token_type', 'expires_in'])
    const after = (await (await send(`${origin}/api/me`, 'GET', { authorization: `Bearer ${String(token)}` })).json()) as Record<string, unknown>
    expect(after).toMatchObject({ user: { name: 'Another Name' }, session: before.session })
    expect(after['outdated']).toBeUndefined()
  }
  const changed = { currentPassword: person.password, newPassword }
  await expectProblem(await send(`${url}/password`, 'POST', headers, { ...changed, currentPassword: 'wrong' }), 403, 'wrong_password')
  const weak = await expectProblem(await send(`${url}/password`, 'POST', headers, { ...changed, newPassword: 'password1' }), 400, 'invalid_request')
  expect(weak['errors']).toMatchObject([{ path: 'newPassword' }])
  if (headers['cookie']) {
    await expectProblem(await send(`${url}/password`, 'POST', { ...headers, origin: 'https://evil.test' }, changed), 403, 'cross_site')
  }

  const replaced = await send(`${url}/password`, 'POST', headers, changed)
  const body = (await replaced.json()) as Record<string, unknown>
  expect(body).toMatchObject({ takesEffect: facts.revocation, session: { id: expect.any(String) } })
  expect(typeof body['access_token']).toBe(handedOver ? 'string' : 'undefined')
  const old = await send(`${origin}/api/me`, 'GET', headers)
  expect(old.status).toBe(facts.revocation === 'now' ? 401 : 200)

  const again = await signedInHeaders(origin, { email: person.email, password: newPassword })
  await expectProblem(await send(`${url}/email`, 'POST', again, { email: 'ada@example.com', currentPassword: newPassword }), 409, 'email_taken')
  const email = `new-${person.email}`
  expect((await send(`${url}/email`, 'POST', again, { email, currentPassword: newPassword })).status).toBe(200)
  const last = await signedInHeaders(origin, { email, password: newPassword })
  await expectProblem(await send(url, 'DELETE', last, { password: 'wrong' }), 403, 'wrong_password')
  expect((await send(url, 'DELETE', last, { password: newPassword })).status).toBe(200)
  // The credential may still be good; the account is not there.
  await expectProblem(await send(`${origin}/api/sessions`, 'GET', last), 401, 'revoked')
  await expectProblem(await send(`${origin}/api/sign-in`, 'POST', {}, { email, password: newPassword }), 401, 'invalid_credentials')
})

test('an administrator changes what a person may do', async ({ server: { origin }, facts, newPerson }) => {
  const { headers, id } = await signUp(origin, newPerson())
  const url = `/api/admin/users/${id}`
  await expectProblem(await send(origin + url, 'PATCH', {}, { role: 'admin' }), 401, 'missing')
  await expectProblem(await send(origin + url, 'PATCH', headers, { role: 'admin' }), 403, 'forbidden')
  await expectProblem(await send(origin + url, 'PATCH', headers, { role: 'king' }), 403, 'forbidden')
  await expectProblem(await asAdmin(origin, 'PATCH', '/api/admin/users/nobody', { role: 'king' }), 400, 'invalid_request')
  await expectProblem(await asAdmin(origin, 'PATCH', '/api/admin/users/nobody', { role: 'user' }), 404, 'not_found')
  await expectProblem(await asAdmin(origin, 'DELETE', '/api/admin/users/nobody/sessions'), 404, 'not_found')

  expect(await (await asAdmin(origin, 'PATCH', url, { role: 'admin' })).json()).toMatchObject({ user: { id, role: 'admin' }, revocation: null })
  // The database decides, whatever the credential says; and the credential says that it is behind.
  expect((await send(`${origin}/api/admin/users?limit=1`, 'GET', headers)).status).toBe(200)
  const me = (await (await send(`${origin}/api/me`, 'GET', headers)).json()) as Record<string, unknown>
  expect(me['outdated']).toEqual(facts.checkReads === 'row' ? undefined : { role: 'admin' })

  const { revocation: takesEffect } = facts
  expect(await (await asAdmin(origin, 'PATCH', url, { role: 'user' })).json()).toMatchObject({ revocation: { takesEffect } })
  expect(await (await asAdmin(origin, 'PATCH', url, { disabled: true })).json()).toMatchObject({ user: { disabled: true }, revocation: { takesEffect } })
  await expectProblem(await send(`${origin}/api/sessions`, 'GET', headers), 401, 'revoked')
  await expectProblem(await send(origin + url, 'PATCH', headers, { role: 'admin' }), 401, 'revoked')
  expect((await send(`${origin}/api/me`, 'GET', headers)).status).toBe(facts.revocation === 'now' ? 401 : 200)

  const events = async (query: string) => {
    const answer = await asAdmin(origin, 'GET', `/api/admin/events?userId=${id}&${query}`)
    return (await answer.json()) as { events: { id: string; type: string; detail: string | null }[]; next: string | null }
  }
  expect((await events('type=role_changed')).events.map(({ detail }) => detail)).toEqual(['to user', 'to admin'])
  const all = await events('limit=200')
  const first = await events('limit=1')
  expect(first.events).toEqual(all.events.slice(0, 1))
  expect((await events(`limit=1&cursor=${first.next!}`)).events).toEqual(all.events.slice(1, 2))
  for (const query of ['type=nothing', 'limit=0', 'limit=201', 'limit=x', 'cursor=%0a', 'cursor=', 'userId=', 'other=1', 'limit=1&limit=2']) {
    const problem = await expectProblem(await asAdmin(origin, 'GET', `/api/admin/events?${query}`), 400, 'invalid_request')
    expect(problem['errors']).toMatchObject([{ path: query.split('=')[0] }])
  }
  const sessions = await asAdmin(origin, 'GET', '/api/admin/sessions')
  if (facts.lists) expect(((await sessions.json()) as { sessions: { userId: string }[] }).sessions.length).toBeGreaterThan(0)
  else await expectProblem(sessions, 409, 'unsupported_by_mode')
})

test('people are searched', async ({ server: { origin } }) => {
  const found = await asAdmin(origin, 'GET', '/api/admin/users?search=GRACE@')
  const { users } = (await found.json()) as { users: Record<string, unknown>[] }
  expect(users).toMatchObject([{ email: DEMO_PEOPLE.find(({ role }) => role === 'admin')?.email, role: 'admin', disabled: false }])
  expect(Object.keys(users[0]!).sort()).toEqual(['createdAt', 'disabled', 'email', 'id', 'name', 'role'])
  await expectProblem(await asAdmin(origin, 'GET', '/api/admin/users?limit=-1'), 400, 'invalid_request')
})

test('a stream tells within two seconds that its session was ended', async ({ server: { origin }, facts, newPerson }) => {
  const person = newPerson()
  const { headers } = await signUp(origin, person)
  await expectProblem(await send(`${origin}/api/session-events`, 'GET', {}), 401, 'missing')
  const stream = await fetch(`${origin}/api/session-events`, { headers: { ...headers, 'accept-encoding': 'gzip' } })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  expect(stream.headers.get('cache-control')).toContain('no-store')
  expect(stream.headers.get('content-encoding')).toBeNull()
  const others = (await fetch(`${origin}/api/health`)).headers
  for (const name of ['x-content-type-options', 'x-frame-options', 'referrer-policy', 'cross-origin-opener-policy', 'permissions-policy', 'content-security-policy']) {
    expect(stream.headers.get(name), name).toBe(others.get(name))
  }
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toBe(': watching\n\n')
  await send(`${origin}/api/sign-out`, 'POST', headers)
  let told = ''
  const listening = (async () => {
    while (!told.includes('event:')) {
      const { value, done } = await reader.read()
      if (done) return
      told += value
    }
  })()
  await Promise.race([listening, new Promise((resolve) => setTimeout(resolve, 2000))])
  // Who keeps rows knows; elsewhere no server does.
  if (facts.endsFromElsewhere) expect(told).toContain('event: ended\ndata: {"reason":"revoked","by":"you","why":"sign_out"')
  else expect(told).not.toContain('event:')
  await reader.cancel()
  if (facts.revocation !== 'now') return
  const late = await fetch(`${origin}/api/session-events`, { headers })
  expect(await late.text()).toContain('event: ended\ndata: {"reason":"revoked","by":"you","why":"sign_out"')
})
