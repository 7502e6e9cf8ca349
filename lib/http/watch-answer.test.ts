import { once } from 'node:events'
import { createServer as createNodeServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { appOf } from '@/testkit/app'
import { PASSWORD } from '@/testkit/passwords'
import { makeTestbed, PERSON_EMAIL, type Client } from '@/testkit/testbed'
import type { App } from '../app'
import { MODE_NAMES, type ModeName } from '../auth/modes'
import { MOST_ENTRIES } from '../xray/most-entries'
import { watched } from '../xray/watched-mode'
import { wireLog, type WireDetail, type WireEntry } from '../xray/wire-log'
import { headersOf, type Arrival } from './arrival'
import { ENDPOINTS } from './endpoints'
import { createServer } from './server'
import { watchAnswer } from './watch-answer'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A server of one mode that records; somebody signs in to it, and every answer is kept whole. */
async function recording(name: ModeName, lab = true) {
  const testbed = await makeTestbed(name)
  const wire = wireLog(testbed.now)
  const plain = appOf(testbed)
  const app: App = lab ? { ...plain, lab, wire, mode: watched(plain.mode, wire) } : plain
  const answer = createServer(app, ENDPOINTS)
  let recorded: Promise<void> | undefined
  const server = createNodeServer((incoming, outgoing) => {
    void (async () => {
      const { method = 'GET', url = '/', rawHeaders } = incoming
      const arrival: Arrival = { method, url, rawHeaders, peer: '127.0.0.1', answering: () => headersOf(outgoing) }
      recorded = watchAnswer(arrival, outgoing, app)
      const chunks: Buffer[] = []
      for await (const chunk of incoming) chunks.push(chunk as Buffer)
      const headers = new Headers(Object.entries(incoming.headers).map(([key, value]): [string, string] => [key, String(value)]))
      const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}
      const answered = await answer(new Request(new URL(url, app.origin), { method, headers, ...body }), arrival)
      // As Next does it.
      outgoing.statusCode = answered.status
      for (const [key, value] of answered.headers) outgoing.appendHeader(key, value)
      outgoing.end(await answered.text())
    })()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  const { port } = server.address() as AddressInfo

  const secrets: string[] = []
  const client = (): Client => {
    const made = testbed.client()
    const { apply } = made
    made.apply = (effects) => {
      secrets.push(...effects.flatMap((effect) => (effect.kind === 'set-cookie' ? [effect.value] : effect.kind === 'hand-over' ? [effect.token] : [])))
      apply(effects)
    }
    return made
  }
  const ask = async (as: Client, method: string, path: string, { body, ...headers }: Record<string, string> = {}) => {
    const cookie = [...as.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const sent: Record<string, string> = { origin: app.origin, ...headers }
    if (cookie) sent['cookie'] = cookie
    if (as.token !== null) sent['authorization'] = `Bearer ${as.token}`
    if (body !== undefined) sent['content-type'] = 'application/json'
    const got = await fetch(`http://127.0.0.1:${String(port)}${path}`, { method, headers: sent, ...(body !== undefined && { body }) })
    for (const line of got.headers.getSetCookie()) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      as.apply([{ kind: 'set-cookie', name: key, value, attributes: {} as never }])
      if (value === '') as.cookies.delete(key)
    }
    const parsed = (await got.json()) as Record<string, unknown>
    if (typeof parsed['access_token'] === 'string') as.apply([{ kind: 'hand-over', token: parsed['access_token'], expiresIn: 1 }])
    await recorded
    return { status: got.status, body: parsed }
  }
  const signedIn = async () => {
    const as = client()
    const { status } = await ask(as, 'POST', '/api/sign-in', { body: JSON.stringify({ email: PERSON_EMAIL, password: PASSWORD }) })
    expect(status).toBe(200)
    return as
  }
  const entriesOf = async (as: Client, after = 0) => (await ask(as, 'GET', `/api/wire?after=${String(after)}`)).body['entries'] as readonly WireEntry[]
  const detailOf = async (as: Client, { id }: WireEntry) => (await ask(as, 'GET', `/api/wire/${String(id)}`)).body as unknown as WireDetail
  return { testbed, wire, app, secrets: () => secrets.filter((secret) => secret.length > 0), ask, signedIn, entriesOf, detailOf }
}

const told = (entries: readonly WireEntry[]) => entries.map(({ method, path, status, did, reason }) => [method, path, status, reason ?? did])

describe.each(MODE_NAMES)('in %s mode', (name) => {
  test('a session sees its own requests, from the one that began it, and in full without any credential', async () => {
    const { ask, signedIn, entriesOf, detailOf, secrets, wire } = await recording(name)
    const person = await signedIn()
    const [credential = ''] = secrets()
    await ask(person, 'GET', '/api/me', { 'x-pasted': credential, referer: `http://testbed.test/?t=${credential}` })
    await ask(person, 'POST', '/api/renew')
    await ask(person, 'GET', '/api/me')
    const entries = await entriesOf(person)
    const renews = entries.length === 4 && entries[1]?.did === 'renewed'
    expect(told(entries)).toEqual([
      ['GET', '/api/me', 200, 'checked'],
      ['POST', '/api/renew', renews ? 200 : 409, renews ? 'renewed' : 'checked'],
      ['GET', '/api/me', 200, 'checked'],
      ['POST', '/api/sign-in', 200, 'issued'],
    ])
    const [last] = entries
    expect(last?.credentialBytes).toBeGreaterThan(0)
    expect(last?.check?.n).toBe(21)
    expect((await entriesOf(person, last?.id)).length).toBe(0)

    const details = await Promise.all(entries.map((entry) => detailOf(person, entry)))
    expect(details[0]?.xray.verdict.ok).toBe(true)
    expect(details[0]?.xray.trace.length).toBeGreaterThan(0)
    const signIn = details[3]
    expect([...(signIn?.given ?? []), ...(signIn?.xray.response.headers.filter(([header]) => header === 'set-cookie') ?? [])].length).toBeGreaterThan(0)
    const everything = JSON.stringify([details, entries, wire.detail(details[0]?.xray.verdict.ok ? details[0].xray.verdict.session.id : '', last?.id ?? 0)])
    expect(secrets().length).toBeGreaterThan(0)
    for (const secret of [...secrets(), PASSWORD]) expect(everything).not.toContain(secret)
  })

  test("nobody sees another session's, of the same person either", async () => {
    const { ask, signedIn, entriesOf } = await recording(name)
    const [one, other] = [await signedIn(), await signedIn()]
    await ask(one, 'GET', '/api/me')
    const [mine] = await entriesOf(one)
    expect(told(await entriesOf(other))).toEqual([['POST', '/api/sign-in', 200, 'issued']])
    expect((await ask(other, 'GET', `/api/wire/${String(mine?.id)}`)).status).toBe(404)
    expect((await ask(one, 'GET', `/api/wire/${String(mine?.id)}`)).status).toBe(200)
  })

  test('after a sign-out nothing is left of it, and a copy brings nothing back', async () => {
    const { ask, signedIn, app, wire } = await recording(name)
    const person = await signedIn()
    const verdict = await app.mode.verify(person.request())
    if (!verdict.ok) throw new Error(verdict.reason)
    expect(wire.after(verdict.session.id, 0)).toHaveLength(1)
    const copy = person.copy()
    await ask(person, 'POST', '/api/sign-out')
    await ask(copy, 'GET', '/api/me')
    expect(wire.after(verdict.session.id, 0)).toEqual([])
  })

  test('where the lab is off nothing is recorded, and the addresses are not there', async () => {
    const { ask, signedIn } = await recording(name, false)
    const person = await signedIn()
    for (const path of ['/api/wire', '/api/wire/1']) expect((await ask(person, 'GET', path)).status).toBe(404)
  })
})

test('what is refused while the session lives is of that session: an access token that is over', async () => {
  const { ask, signedIn, entriesOf, testbed } = await recording('hybrid')
  const person = await signedIn()
  testbed.turn(testbed.config.accessMs + 1000)
  expect((await ask(person, 'GET', '/api/me')).status).toBe(401)
  await ask(person, 'POST', '/api/renew')
  expect(told(await entriesOf(person)).slice(0, 2)).toEqual([
    ['POST', '/api/renew', 200, 'renewed'],
    ['GET', '/api/me', 401, 'expired'],
  ])
})

test('it does not record itself, nor what nobody asked for yet, nor what nobody is signed in for', async () => {
  const { ask, signedIn, entriesOf, testbed } = await recording('database')
  const person = await signedIn()
  await ask(person, 'GET', '/api/me', { 'sec-purpose': 'prefetch' })
  await ask(person, 'GET', '/api/me', { 'next-router-prefetch': '1' })
  await ask(testbed.client(), 'GET', '/api/me')
  await entriesOf(person)
  expect(await entriesOf(person)).toHaveLength(1)
})

test('it keeps a bounded number of them, the newest', async () => {
  const { ask, signedIn, entriesOf } = await recording('jwt')
  const person = await signedIn()
  for (let i = 0; i < MOST_ENTRIES + 5; i++) await ask(person, 'GET', `/api/me?${String(i)}`)
  const entries = await entriesOf(person)
  expect(entries).toHaveLength(MOST_ENTRIES)
  expect(entries[0]?.path).toBe(`/api/me?${String(MOST_ENTRIES + 4)}`)
})

test('it refuses whoever is nobody, and what is no id', async () => {
  const { ask, signedIn, testbed } = await recording('database')
  expect((await ask(testbed.client(), 'GET', '/api/wire')).status).toBe(401)
  const person = await signedIn()
  for (const query of ['after=x', 'after=-1', 'after=1&after=2', 'before=1', `after=${'9'.repeat(16)}`]) expect((await ask(person, 'GET', `/api/wire?${query}`)).status, query).toBe(400)
  for (const id of ['x', '-1', '1e3', '0']) expect((await ask(person, 'GET', `/api/wire/${id}`)).status, id).toBe(404)
  expect((await ask(person, 'POST', '/api/wire')).status).toBe(405)
})
