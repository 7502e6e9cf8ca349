import { hkdfSync } from 'node:crypto'
import { EncryptJWT, type JWTPayload } from 'jose'
import { getServerSession } from 'next-auth'
import { decode, encode, getToken } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { makeTestbed, newSecret, type TestbedOptions } from '@/testkit/testbed'
import { conform } from './conformance'

conform('jwt', (options) => makeTestbed('jwt', options))

const NAME = 'stateside-jwt'
const secret = newSecret()

async function signedIn(options: TestbedOptions = {}) {
  const testbed = await makeTestbed('jwt', { secrets: [secret], ...options })
  const browser = testbed.client()
  browser.apply((await testbed.mode.issue(testbed.person, browser.request())).effects)
  return { ...testbed, browser, token: browser.cookies.get(NAME) ?? '' }
}

const verifying = async (token: string, options: TestbedOptions = {}) => {
  const { mode, client } = await makeTestbed('jwt', { secrets: [secret], ...options })
  return mode.verify(client(new Map([[NAME, token]])).request())
}

test('next-auth’s getToken accepts our cookie', async () => {
  const { browser, person } = await signedIn()
  const req = { headers: {}, cookies: Object.fromEntries(browser.cookies) }
  expect(await getToken({ req: req as never, secret, cookieName: NAME })).toMatchObject({
    sub: person.id,
    email: person.email,
    name: person.name,
    role: person.role,
  })
})

test('next-auth’s getServerSession accepts our cookie', async () => {
  const { browser, person } = await signedIn()
  const req = { headers: {}, cookies: Object.fromEntries(browser.cookies) }
  const res = { getHeader: () => undefined, setHeader: () => res, setCookie: () => res }
  const session = await getServerSession(req as never, res as never, {
    providers: [],
    secret,
    session: { strategy: 'jwt' },
    cookies: { sessionToken: { name: NAME, options: {} } },
  })
  expect(session).toMatchObject({ user: { email: person.email, name: person.name } })
})

test('next-auth’s own expiry is no later than ours, and no earlier than a second before', async () => {
  const { token, config } = await signedIn()
  const payload = await decode({ token, secret })
  expect(Number(payload?.['exp']) - Number(payload?.['iat'])).toBe(config.idleMs / 1000)
  // With the absolute limit in the way, and a part of a second left.
  const short = await signedIn({ config: { ...config, maxMs: 10_500 } })
  const claims = await decode({ token: short.token, secret })
  expect(Number(claims?.['exp']) - Number(claims?.['iat'])).toBe(10)
})

/** As next-auth encrypts, but with these claims and no other. */
function encrypted(claims: JWTPayload): Promise<string> {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'NextAuth.js Generated Encryption Key', 32))
  return new EncryptJWT(claims).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key)
}

test('a token is refused without any claim that it needs, with an empty one, and when it is not valid yet', async () => {
  const { token, config, now } = await signedIn()
  const claims = (await decode({ token, secret })) ?? {}
  const start = { start: now() }
  expect(await verifying(await encrypted(claims), { config, ...start })).toMatchObject({ ok: true })
  for (const claim of ['iss', 'aud', 'sub', 'exp', 'iat', 'jti', 'sid', 'use', 'role', 'createdMs', 'issuedMs', 'expiresMs']) {
    const { [claim]: gone, ...rest } = claims
    expect(gone, claim).toBeDefined()
    expect(await verifying(await encrypted(rest), { config, ...start }), `without ${claim}`).toEqual({ ok: false, reason: 'malformed' })
    expect(await verifying(await encrypted({ ...rest, [claim]: '' }), { config, ...start }), `empty ${claim}`).toEqual({ ok: false, reason: 'malformed' })
  }
  // next-auth's readers go by the real clock, and forgive 15 s.
  const soon = Math.floor(Date.now() / 1000)
  expect(await verifying(await encrypted({ ...claims, nbf: soon + 5 }), { config, ...start })).toMatchObject({ ok: true })
  expect(await verifying(await encrypted({ ...claims, nbf: soon + 60 }), { config, ...start })).toEqual({ ok: false, reason: 'malformed' })
  for (const claim of ['createdMs', 'issuedMs']) {
    expect(await verifying(await encrypted({ ...claims, [claim]: now() + 15_000 }), { config, ...start }), claim).toMatchObject({ ok: true })
    expect(await verifying(await encrypted({ ...claims, [claim]: now() + 15_001 }), { config, ...start }), claim).toEqual({ ok: false, reason: 'malformed' })
  }
})

test('a previous secret still verifies, and is never used to issue', async () => {
  const next = newSecret()
  const { token } = await signedIn()
  expect(await verifying(token, { secrets: [next, secret] })).toMatchObject({ ok: true })
  const issued = await signedIn({ secrets: [next, secret] })
  expect(await verifying(issued.token, { secrets: [next] })).toMatchObject({ ok: true })
  expect(await verifying(token, { secrets: [next] })).toEqual({ ok: false, reason: 'bad_signature' })
})

test('a token for another server is refused, though the secret is the same', async () => {
  const { token, config } = await signedIn()
  expect(await verifying(token, { config: { ...config, issuer: 'http://other.test' } })).toEqual({ ok: false, reason: 'malformed' })
})

test('a token of another purpose is refused, though the secret is the same', async () => {
  const { token, config } = await signedIn()
  const claims = (await decode({ token, secret })) ?? {}
  for (const change of [{ use: 'invitation' }, { use: undefined }, { aud: 'http://other.test' }, { iss: 'http://other.test' }, { sub: 1 }]) {
    const other = await encode({ token: { ...claims, ...change } as never, secret })
    expect(await verifying(other, { config })).toEqual({ ok: false, reason: 'malformed' })
  }
})

test.each([
  ['no algorithm', { alg: 'none' }],
  ['another encryption', { alg: 'dir', enc: 'A128GCM' }],
  ['a password-based algorithm with endless work', { alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2c: 1e9, p2s: 'AA' }],
  ['a key of its own', { alg: 'dir', enc: 'A256GCM', jwk: { kty: 'oct', k: 'AA' } }],
  ['a key address', { alg: 'dir', enc: 'A256GCM', jku: 'http://127.0.0.1/keys' }],
  ['compression', { alg: 'dir', enc: 'A256GCM', zip: 'DEF' }],
])('takes nothing from the header: %s', async (_, header) => {
  const { token } = await signedIn()
  const parts = token.split('.')
  const forged = [Buffer.from(JSON.stringify(header)).toString('base64url'), ...parts.slice(1)].join('.')
  expect(await verifying(forged)).toEqual({ ok: false, reason: 'malformed' })
})
