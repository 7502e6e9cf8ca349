import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { exportJWK, generateKeyPair, jwtVerify, SignJWT, createLocalJWKSet, type JWTPayload } from 'jose'
import { describe, expect, test } from 'vitest'
import { serviceTokens } from '@/lib/oauth/service-tokens'
import { makeTestbed, newSecret, type TestbedOptions } from '@/testkit/testbed'
import { storedSigningKeys } from '../keys/signing-keys'
import { conform } from './conformance'

conform('bearer', (options) => makeTestbed('bearer', options))

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>

/** Both modes that sign: the token as it is sent, and a way to send another. */
describe.each(['bearer', 'hybrid'] as const)('the signed token of %s', (name) => {
  const secret = newSecret()

  async function signedIn(options: TestbedOptions = {}) {
    const testbed = await makeTestbed(name, { secrets: [secret], ...options })
    const browser = testbed.client()
    browser.apply((await testbed.mode.issue(testbed.person, browser.request())).effects)
    const token = browser.token ?? browser.cookies.get('stateside-access') ?? ''
    const [header, payload, signature = ''] = token.split('.')
    const keys = storedSigningKeys({ store: testbed.stores.signingKeys, secrets: [secret], keepMs: 1 })
    const sending = (value: string) =>
      name === 'bearer' ? testbed.client(new Map(), value) : testbed.client(new Map([['stateside-access', value]]))
    return {
      ...testbed,
      token,
      keys,
      parts: { header: decode(header), payload: decode(payload), signature },
      verify: (value: string) => testbed.mode.verify(sending(value).request()),
      /** With our own key: what only a mistake of ours could make. */
      async signed(claims: JWTPayload, header: Record<string, unknown> = {}) {
        const { kid, key } = await keys.current(testbed.now())
        return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header }).sign(key)
      },
    }
  }

  test('is one that any verifier with our public keys accepts; RFC 9068', async () => {
    const { token, keys, now, config, person, parts } = await signedIn()
    const published = createLocalJWKSet({ keys: (await keys.published(now())).map((key) => ({ ...key })) })
    const { payload, protectedHeader } = await jwtVerify(token, published, { issuer: config.issuer, audience: config.issuer, typ: 'at+jwt' })
    expect(protectedHeader).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: parts.header['kid'] })
    const life = name === 'bearer' ? config.bearerMs : config.accessMs
    const iat = Math.floor(now() / 1000)
    expect(payload).toMatchObject({ sub: person.id, client_id: 'stateside-web', iat, email: person.email })
    expect(payload.exp).toBe(Math.floor((now() + life) / 1000))
    expect(payload.jti).toMatch(/^[\w-]{22}$/)
  })

  test('is refused when its claims were changed, though the signature is untouched', async () => {
    const { parts, token, verify } = await signedIn()
    const [header, , signature] = token.split('.')
    const forged = [header, encode({ ...parts.payload, role: 'admin' }), signature].join('.')
    expect(await verify(forged)).toEqual({ ok: false, reason: 'bad_signature' })
  })

  test('is refused unsigned, and signed in any other way', async () => {
    const { parts, verify, keys, now } = await signedIn()
    const payload = encode(parts.payload)
    const [published] = await keys.published(now())
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const made = (header: Record<string, unknown>, signature: (input: string) => string) => {
      const input = `${encode(header)}.${payload}`
      return `${input}.${signature(input)}`
    }
    const hmac = (key: string) => (input: string) => createHmac('sha512', key).update(input).digest('base64url')
    const forgeries = [
      made({ ...parts.header, alg: 'none' }, () => ''),
      made({ ...parts.header, alg: 'None' }, () => parts.signature),
      // The public key as an HMAC secret: the classic confusion of algorithms; RFC 8725 section 2.1.
      made({ ...parts.header, alg: 'HS512' }, hmac(published?.x ?? '')),
      made({ ...parts.header, alg: 'EdDSA' }, hmac(published?.x ?? '')),
      made({ ...parts.header, alg: 'RS256' }, (input) => sign('sha256', Buffer.from(input), rsa.privateKey).toString('base64url')),
    ]
    for (const forged of forgeries) {
      expect(await verify(forged)).toMatchObject({ ok: false, reason: expect.stringMatching(/^(malformed|bad_signature)$/) as unknown })
    }
  })

  test('brings no key of its own, and makes the server ask nobody for one', async () => {
    const { parts, verify } = await signedIn()
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true })
    const jwk = await exportJWK(publicKey)
    for (const header of [{ jwk }, { jku: 'http://127.0.0.1:9/keys' }, { x5u: 'http://127.0.0.1:9/cert' }, { x5c: ['AA'] }, { crit: ['exp'], exp: 1 }]) {
      const forged = new SignJWT(parts.payload)
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: String(parts.header['kid']), ...header })
        .sign(privateKey, { crit: { exp: true } })
      expect(await verify(await forged)).toEqual({ ok: false, reason: 'malformed' })
    }
  })

  test('that names a key which is not ours is told so', async () => {
    const { parts, verify } = await signedIn()
    const { privateKey } = await generateKeyPair('EdDSA')
    for (const kid of ['', '../../dev/null', "' OR 1=1 --", 'A'.repeat(43)]) {
      const forged = await new SignJWT(parts.payload).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid }).sign(privateKey)
      expect(await verify(forged)).toEqual({ ok: false, reason: 'unknown_key' })
    }
    const ours = new SignJWT(parts.payload).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: String(parts.header['kid']) })
    expect(await verify(await ours.sign(privateKey))).toEqual({ ok: false, reason: 'bad_signature' })
  })

  test('is refused without any claim that it needs, or with one of another type, purpose, issuer or audience', async () => {
    const { parts, verify, signed } = await signedIn()
    expect(await verify(await signed(parts.payload))).toMatchObject({ ok: true })
    for (const claim of ['iss', 'aud', 'sub', 'exp', 'iat', 'jti', 'client_id', 'sid', 'use', 'role', 'createdMs', 'issuedMs', 'expiresMs']) {
      const { [claim]: gone, ...rest } = parts.payload
      expect(gone, claim).toBeDefined()
      expect(await verify(await signed(rest)), `without ${claim}`).toEqual({ ok: false, reason: 'malformed' })
      expect(await verify(await signed({ ...rest, [claim]: { a: 1 } })), `odd ${claim}`).toEqual({ ok: false, reason: 'malformed' })
    }
    for (const claim of ['iss', 'aud', 'sub', 'jti', 'client_id', 'sid', 'token_use']) {
      expect(await verify(await signed({ ...parts.payload, [claim]: '' })), `empty ${claim}`).toEqual({ ok: false, reason: 'malformed' })
    }
    const others = [{ iss: 'http://other.test' }, { aud: 'http://other.test' }, { use: 'invitation' }, { client_id: 'another' }, { role: 'owner' }]
    for (const change of others) expect(await verify(await signed({ ...parts.payload, ...change }))).toEqual({ ok: false, reason: 'malformed' })
    for (const typ of ['JWT', 'at+JWT', 'application/at+jwt', 'dpop+jwt']) {
      expect(await verify(await signed(parts.payload, { typ }))).toEqual({ ok: false, reason: 'malformed' })
    }
  })

  test('is refused once its exp is over, whatever else it says, and when it is not valid yet', async () => {
    const { parts, verify, signed, now } = await signedIn()
    const s = Math.floor(now() / 1000)
    expect(await verify(await signed({ ...parts.payload, exp: s }))).toEqual({ ok: false, reason: 'expired' })
    // 15 s of skew, for another server of ours whose clock is ahead; ASVS 9.2.1.
    const ahead = now() + 15_000
    for (const claim of ['iat', 'nbf']) {
      expect(await verify(await signed({ ...parts.payload, [claim]: s + 14 })), claim).toMatchObject({ ok: true })
      expect(await verify(await signed({ ...parts.payload, [claim]: s + 17 })), claim).toEqual({ ok: false, reason: 'malformed' })
    }
    for (const claim of ['createdMs', 'issuedMs']) {
      expect(await verify(await signed({ ...parts.payload, [claim]: ahead })), claim).toMatchObject({ ok: true })
      expect(await verify(await signed({ ...parts.payload, [claim]: ahead + 1 })), claim).toEqual({ ok: false, reason: 'malformed' })
    }
    for (const nbf of ['later', null, 1.5]) expect(await verify(await signed({ ...parts.payload, nbf } as never))).toEqual({ ok: false, reason: 'malformed' })
  })

  test.each([0, 1, 500, 999])('ends when it was promised to the ms, and for others no later: signed %i ms after a whole second', async (ms) => {
    const { token, parts, keys, now, turn, config, verify, mode, person, client } = await signedIn({ start: 1_700_000_000_000 + ms })
    const { effects } = await mode.issue(person, client().request())
    const end = now() + (name === 'bearer' ? config.bearerMs : config.accessMs)
    const exp = Number(parts.payload['exp']) * 1000
    expect(exp).toBeLessThanOrEqual(end)
    for (const effect of effects) if (effect.kind === 'hand-over') expect(now() + effect.expiresIn * 1000).toBeLessThanOrEqual(exp)

    const published = createLocalJWKSet({ keys: (await keys.published(now())).map((key) => ({ ...key })) })
    const elsewhere = () => jwtVerify(token, published, { currentDate: new Date(now()) }).then(() => true, () => false)
    expect(await elsewhere()).toBe(true)
    turn(end - now() - 1)
    expect(await verify(token)).toMatchObject({ ok: true })
    turn(1)
    expect(await verify(token)).toEqual({ ok: false, reason: 'expired' })
    expect(await elsewhere()).toBe(false)
  })

  test('is refused where the other mode’s belongs, though the key is the same', async () => {
    const { stores, now, token } = await signedIn()
    const other = await makeTestbed(name === 'bearer' ? 'hybrid' : 'bearer', { secrets: [secret], stores, start: now() })
    const sender = name === 'bearer' ? other.client(new Map([['stateside-access', token]])) : other.client(new Map(), token)
    expect(await other.mode.verify(sender.request())).toEqual({ ok: false, reason: 'malformed' })
  })

  test('of a version before it said what it is for is accepted in its own mode alone', async () => {
    const { stores, now, turn, parts, signed, verify, config, client, mode } = await signedIn({ start: 1_700_000_000_250 })
    const other = await makeTestbed(name === 'bearer' ? 'hybrid' : 'bearer', { secrets: [secret], stores, start: now() })
    const before = ({ token_use: _, endsMs, ...claims }: Record<string, unknown>) => signed({ ...claims, exp: Math.ceil(Number(endsMs) / 1000) })
    const old = await before(parts.payload)
    expect(await verify(old)).toMatchObject({ ok: true })
    const sender = name === 'bearer' ? other.client(new Map([['stateside-access', old]])) : other.client(new Map(), old)
    expect(await other.mode.verify(sender.request())).toEqual({ ok: false, reason: 'malformed' })
    turn((name === 'bearer' ? config.bearerMs : config.accessMs) - 1)
    expect(await verify(old)).toMatchObject({ ok: true })
    turn(1)
    expect(await verify(old)).toEqual({ ok: false, reason: 'expired' })

    if (!mode.renew) return
    // One that ends with its session, as a bearer token does, but has been renewed.
    const last = { ...parts.payload, createdMs: now() - config.maxMs + 60_000, issuedMs: now(), expiresMs: now() + 60_000, endsMs: now() + 60_000 }
    expect(await mode.verify(client(new Map([['stateside-access', await before(last)]])).request())).toMatchObject({ ok: true })
  })

  test('and a token for another server are of no use for each other', async () => {
    const { stores, keys, config, now, token, verify } = await signedIn()
    const tokens = serviceTokens({ issuer: config.issuer, keys, clients: stores.clients, revokedTokens: stores.revokedTokens })
    expect(await verify(await tokens.issue('client', ['reports:read'], now()))).toEqual({ ok: false, reason: 'malformed' })
    expect(await tokens.verify(token, now())).toEqual({ ok: false, reason: 'malformed' })
  })

  test('outlives a rotation of the signing key, and ends with its key at a drop', async () => {
    const { keys, verify, token, now, turn, mode, person, client } = await signedIn()
    await keys.rotate?.(now(), false)
    turn(1000)
    expect(await verify(token)).toMatchObject({ ok: true })
    const fresh = client()
    fresh.apply((await mode.issue(person, fresh.request())).effects)
    expect(await mode.verify(fresh.request())).toMatchObject({ ok: true })
    await keys.rotate?.(now(), true)
    turn(1000)
    expect(await verify(token)).toEqual({ ok: false, reason: 'unknown_key' })
    expect(await mode.verify(fresh.request())).toEqual({ ok: false, reason: 'unknown_key' })
  })

  test('is not outlived by what other limits said when it was made', async () => {
    const { withConfig, config, token, turn, client } = await signedIn()
    turn(10_000)
    const mode = withConfig({ ...config, bearerMs: 10_000, accessMs: 10_000 })
    const sender = name === 'bearer' ? client(new Map(), token) : client(new Map([['stateside-access', token]]))
    expect(await mode.verify(sender.request())).toEqual({ ok: false, reason: 'expired' })
  })
})

test('a bearer token ends after its own time, and nothing renews it', async () => {
  const { mode, person, client, config, turn, now } = await makeTestbed('bearer', { start: 1_700_000_000_000 })
  const script = client()
  const { session, effects } = await mode.issue(person, script.request())
  script.apply(effects)
  expect(effects).toEqual([{ kind: 'hand-over', token: script.token, expiresIn: config.bearerMs / 1000 }])
  expect(session.expiresAt).toBe(now() + config.bearerMs)
  expect(mode.renew).toBeUndefined()
  turn(config.bearerMs - 1)
  expect(await mode.verify(script.request())).toMatchObject({ ok: true, fresh: true })
  turn(1)
  expect(await mode.verify(script.request())).toEqual({ ok: false, reason: 'expired' })
})

test('a token in a cookie, or under another scheme, is none', async () => {
  const { mode, person, client } = await makeTestbed('bearer')
  const script = client()
  script.apply((await mode.issue(person, script.request())).effects)
  const token = script.token ?? ''
  const sending = (authorizations: readonly string[]) => mode.verify({ ...client(new Map([['stateside-bearer', token]])).request(), authorizations: () => authorizations })
  expect(await sending([])).toEqual({ ok: false, reason: 'missing' })
  expect(await sending([`Basic ${token}`])).toEqual({ ok: false, reason: 'missing' })
  expect(await sending([token])).toEqual({ ok: false, reason: 'missing' })
  expect(await sending([`Bearer ${token}`, `Bearer ${token}`])).toEqual({ ok: false, reason: 'malformed' })
  expect(await sending([`Bearer ${token}, Bearer ${token}`])).toEqual({ ok: false, reason: 'malformed' })
  expect(await sending([`bearer   ${token}`])).toMatchObject({ ok: true })
})
