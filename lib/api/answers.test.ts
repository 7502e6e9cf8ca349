import { describe, expect, test } from 'vitest'
import { signUp } from '@/lib/accounts/accounts'
import { passwordQueue } from '@/lib/accounts/password-queue'
import { createServer } from '@/lib/http/server'
import { ENDPOINTS } from '@/lib/http/endpoints'
import { MODE_NAMES } from '@/lib/auth/modes'
import { appOf } from '@/testkit/app'
import { checkerBy } from '@/testkit/described'
import { passwords } from '@/testkit/office'
import { makeTestbed } from '@/testkit/testbed'
import { documentOf } from './document'

const ORIGIN = 'http://testbed.test'
const PASSWORD = 'a long enough one'
const JSON_TYPE = { 'content-type': 'application/json' }

/** A server whose answers are all held to its own document, and a client that keeps what it is given. */
async function described(mode: (typeof MODE_NAMES)[number]) {
  const testbed = await makeTestbed(mode)
  const app = { ...appOf(testbed), passwords: { ...passwords, queue: passwordQueue() }, flipsAnyway: true }
  const server = createServer(app, ENDPOINTS)
  const check = checkerBy(documentOf(app))
  const cookies = new Map<string, string>()
  let token: string | null = null
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const sent: Record<string, string> = { origin: ORIGIN, ...(cookie && { cookie }), ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : JSON_TYPE), ...headers }
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await server(new Request(ORIGIN + path, { method, headers: sent, ...(text === undefined ? {} : { body: text }) }), null)
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0] ?? ''
    if (!type.endsWith('json')) return { status: answer.status, body: {} }
    const told = (await answer.json()) as Record<string, never>
    expect(check({ method, path: new URL(path, ORIGIN).pathname, status: answer.status, type, body: told })).toBeNull()
    if (!headers['authorization']) token = (told['access_token'] as string | undefined) ?? token
    return { status: answer.status, body: told as unknown as Record<string, Record<string, string>> }
  }
  return { testbed, app, ask }
}

describe.each(MODE_NAMES)('in %s mode every answer is what the document says', (mode) => {
  test('of a person, from signing up to deleting the account', async () => {
    const { ask } = await described(mode)
    for (const path of ['/api/health', '/api/xray', '/api/me', '/api/sessions', '/api/nothing']) await ask('GET', path)
    await ask('PUT', '/api/me')
    for (const body of ['{', { email: 'no' }, { email: 'ada@example.com', password: 'wrong' }]) await ask('POST', '/api/sign-in', body)
    await ask('POST', '/api/sign-in', 'a=b', { 'content-type': 'text/plain' })
    await ask('POST', '/api/sign-out', undefined, { origin: 'http://other.test', cookie: 'stateside-jwt=1' })
    const person = { email: 'ada@example.com', password: PASSWORD }
    expect((await ask('POST', '/api/sign-up', { ...person, name: 'Ada' })).status).toBe(201)
    await ask('POST', '/api/sign-up', { ...person, name: 'Ada' })
    expect((await ask('POST', '/api/sign-in', person)).status).toBe(200)
    for (const path of ['/api/me', '/api/xray', '/api/sessions?with=ended', '/api/sessions?limit=0', '/api/admin/users']) await ask('GET', path)
    await ask('POST', '/api/renew')
    await ask('POST', '/api/demo/role')
    await ask('DELETE', '/api/sessions/unknown')
    await ask('DELETE', '/api/sessions')
    expect((await ask('PATCH', '/api/account', { name: 'Ada L.' })).status).toBe(200)
    expect((await ask('POST', '/api/account/email', { email: 'ada@example.org', currentPassword: PASSWORD })).status).toBe(200)
    await ask('POST', '/api/account/password', { currentPassword: 'wrong', newPassword: 'quite another one' })
    expect((await ask('POST', '/api/account/password', { currentPassword: PASSWORD, newPassword: 'quite another one' })).status).toBe(200)
    expect((await ask('DELETE', '/api/account', { password: 'quite another one' })).status).toBe(200)
    await ask('GET', '/api/me')
    await ask('POST', '/api/sign-out')
  })

  test('of an administrator, and of the client that one makes', async () => {
    const { ask, app, testbed } = await described(mode)
    const req = testbed.client().request()
    const { session } = await signUp(app, { email: 'grace@example.com', name: 'Grace', password: PASSWORD }, req)
    await testbed.stores.users.setAuthority(session.user.id, { role: 'admin' }, { at: 1, by: null, why: 'account_disabled' })
    await ask('POST', '/api/sign-in', { email: 'grace@example.com', password: PASSWORD })
    for (const path of ['users', 'users?with=sessions', 'sessions?with=ended', 'events', 'events?type=x', 'clients', 'signing-keys', 'signing-keys?with=times']) await ask('GET', `/api/admin/${path}`)
    await ask('PATCH', `/api/admin/users/${session.user.id}`, { role: 'user' })
    await ask('PATCH', `/api/admin/users/${testbed.person.id}`, { disabled: true })
    await ask('DELETE', `/api/admin/users/${testbed.person.id}/sessions`)
    await ask('DELETE', '/api/admin/users/unknown/sessions')
    expect((await ask('POST', '/api/admin/signing-keys', { revoke: false })).status).toBe(201)
    const made = await ask('POST', '/api/admin/clients', { name: 'Nightly job', scopes: ['reports:read', 'reports:write'] })
    const { client, client_secret: secret } = made.body as unknown as { client: { id: string }; client_secret: string }
    const asClient = { authorization: `Basic ${btoa(`${client.id}:${secret}`)}`, 'content-type': 'application/x-www-form-urlencoded' }
    const granted = await ask('POST', '/api/token', 'grant_type=client_credentials', asClient)
    expect(granted.status).toBe(200)
    const bearer = { authorization: `Bearer ${granted.body['access_token'] as unknown as string}` }
    expect((await ask('POST', '/api/reports', { title: 'Figures' }, bearer)).status).toBe(201)
    expect((await ask('GET', '/api/reports', undefined, bearer)).status).toBe(200)
    await ask('GET', '/api/reports', undefined, { authorization: 'Bearer x' })
    await ask('POST', '/api/token/introspect', `token=${bearer.authorization.slice(7)}`, asClient)
    await ask('POST', '/api/token/introspect', 'token=x', asClient)
    await ask('POST', '/api/token/revoke', `token=${bearer.authorization.slice(7)}`, asClient)
    await ask('POST', '/api/token', 'grant_type=password', asClient)
    await ask('POST', '/api/token', 'grant_type=client_credentials', { ...asClient, authorization: 'Basic x' })
    for (const path of ['jwks.json', 'oauth-authorization-server']) await ask('GET', `/.well-known/${path}`)
    expect((await ask('DELETE', `/api/admin/clients/${client.id}`)).status).toBe(204)
    await ask('POST', '/api/admin/signing-keys', { revoke: true })
    await ask('GET', '/api/admin/events')
  })
})
