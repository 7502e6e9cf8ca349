import { getServerSession } from 'next-auth'
import { expect, test } from 'vitest'
import { nextAuthAdapter } from '@/lib/next-auth/adapter'
import { makeTestbed } from '@/testkit/testbed'
import { newOpaqueId } from '../credentials/opaque-id'
import { conform } from './conformance'
import { databaseMode } from './database'

conform('database', (options) => makeTestbed('database', options))

async function withAdapter() {
  const testbed = await makeTestbed('database')
  return { ...testbed, adapter: nextAuthAdapter(testbed.stores, testbed.config, testbed.now) }
}

test('a session of ours is one to next-auth’s adapter, until we end it', async () => {
  const { mode, person, client, adapter, now, config } = await withAdapter()
  const browser = client()
  const { session, effects } = await mode.issue(person, browser.request())
  browser.apply(effects)
  const sessionToken = browser.cookies.get('stateside-database') ?? ''
  expect(await adapter.getSessionAndUser(sessionToken)).toEqual({
    session: { sessionToken, userId: person.id, expires: new Date(now() + config.idleMs) },
    user: { id: person.id, email: person.email, name: person.name, emailVerified: null },
  })
  await mode.revoke({ kind: 'this', session }, browser.request(), { by: person.id, why: 'sign_out' })
  expect(await adapter.getSessionAndUser(sessionToken)).toBeNull()
})

test.each([newOpaqueId(), crypto.randomUUID()])('a session of next-auth’s adapter is one to us, until it ends it: %s', async (sessionToken) => {
  const { mode, person, client, adapter, now } = await withAdapter()
  await adapter.createSession({ sessionToken, userId: person.id, expires: new Date(now() + 5000) })
  const browser = client(new Map([['stateside-database', sessionToken]]))
  expect(await mode.verify(browser.request())).toMatchObject({ ok: true, session: { user: person, expiresAt: now() + 5000 } })
  await adapter.updateSession({ sessionToken, expires: new Date(now() + 9000) })
  expect(await mode.verify(browser.request())).toMatchObject({ ok: true, session: { expiresAt: now() + 9000 } })
  await adapter.deleteSession(sessionToken)
  expect(await mode.verify(browser.request())).toMatchObject({ ok: false, reason: 'revoked' })
})

test('the adapter extends nothing past the absolute limit', async () => {
  const { mode, person, client, adapter, now, config } = await withAdapter()
  const sessionToken = newOpaqueId()
  await adapter.createSession({ sessionToken, userId: person.id, expires: new Date(now() + 10 * config.maxMs) })
  await adapter.updateSession({ sessionToken, expires: new Date(now() + 10 * config.maxMs) })
  const verdict = await mode.verify(client(new Map([['stateside-database', sessionToken]])).request())
  expect(verdict.ok && verdict.session.expiresAt - now()).toBe(config.idleMs)
})

test('next-auth’s getServerSession reads our cookie through the adapter', async () => {
  const { mode, person, client, adapter } = await withAdapter()
  const browser = client()
  browser.apply((await mode.issue(person, browser.request())).effects)
  const req = { headers: {}, cookies: Object.fromEntries(browser.cookies) }
  const res = { getHeader: () => undefined, setHeader: () => res, setCookie: () => res }
  const session = await getServerSession(req as never, res as never, {
    adapter,
    providers: [],
    secret: 'not used for database sessions, but asked for',
    session: { strategy: 'database' },
    cookies: { sessionToken: { name: 'stateside-database', options: {} } },
  })
  expect(session).toMatchObject({ user: { email: person.email, name: person.name } })
})

test('a session that ends while it is being renewed stays ended', async () => {
  const { config, stores, person, client } = await makeTestbed('database')
  const sessions = { ...stores.sessions, extend: () => Promise.resolve(false) }
  const mode = databaseMode({ config, stores: { sessions } })
  const browser = client()
  browser.apply((await mode.issue(person, browser.request())).effects)
  expect(await mode.renew?.(browser.request())).toEqual({ verdict: { ok: false, reason: 'revoked' }, effects: [] })
})

test('the adapter may end a session earlier', async () => {
  const { mode, person, client, adapter, now } = await withAdapter()
  const sessionToken = newOpaqueId()
  await adapter.createSession({ sessionToken, userId: person.id, expires: new Date(now() + 5000) })
  expect(await adapter.updateSession({ sessionToken, expires: new Date(now() + 1e15) })).not.toMatchObject({ expires: new Date(now() + 1e15) })
  await adapter.updateSession({ sessionToken, expires: new Date(now()) })
  expect(await mode.verify(client(new Map([['stateside-database', sessionToken]])).request())).toEqual({ ok: false, reason: 'expired' })
})

test('is written at most once a minute, however busy it is', async () => {
  const { mode, person, client, turn } = await makeTestbed('database')
  const browser = client()
  browser.apply((await mode.issue(person, browser.request())).effects)
  turn(59_999)
  expect(await mode.verify(browser.request())).toMatchObject({ fresh: true })
  turn(1)
  expect(await mode.verify(browser.request())).toMatchObject({ fresh: false })
})
