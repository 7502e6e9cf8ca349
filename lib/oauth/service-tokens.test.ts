import { createHmac, generateKeyPairSync, sign as signWith, type KeyObject } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { memoryStores } from '@/db/memory/stores'
import { newOpaqueId } from '@/lib/auth/credentials/opaque-id'
import { SERVICE_TOKEN_SECONDS, serviceTokens } from './service-tokens'
import { fixedSigningKey, storedSigningKeys } from '@/lib/auth/keys/signing-keys'
import type { PrivateJwk } from '@/lib/auth/keys/ed25519'

const ISSUER = 'http://testbed.test'
const NOW = 1_700_000_000_500
const SECOND = 1000
const NOW_S = Math.floor(NOW / SECOND)

function keyPair() {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { privateKey, jwk: privateKey.export({ format: 'jwk' }) as unknown as PrivateJwk }
}

const { privateKey, jwk } = keyPair()
const keys = fixedSigningKey(jwk)
const [published] = await keys.published(NOW)
const kid = published!.kid

async function testbed() {
  const stores = memoryStores()
  const { clients, revokedTokens } = stores
  await clients.create({ id: 'c1', name: 'Reader', scopes: ['reports:read'], createdAt: 1 }, 'hash')
  return { clients, revokedTokens, tokens: serviceTokens({ issuer: ISSUER, keys, clients, revokedTokens }) }
}

const encode = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const HEADER = { alg: 'EdDSA', typ: 'at+jwt', kid }
const CLAIMS = {
  iss: ISSUER,
  aud: `${ISSUER}/api/reports`,
  sub: 'c1',
  client_id: 'c1',
  scope: 'reports:read',
  iat: NOW_S,
  exp: NOW_S + SERVICE_TOKEN_SECONDS,
  jti: 'j1',
}

/** Signed with our own key unless said otherwise, so that only what is under test can be the reason. */
function forge(header: unknown = HEADER, claims: unknown = CLAIMS, key: KeyObject = privateKey) {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${signWith(null, Buffer.from(input), key).toString('base64url')}`
}

afterEach(() => {
  vi.restoreAllMocks()
})

test('a token says who calls, what for and for how long', async () => {
  const { tokens } = await testbed()
  const token = await tokens.issue('c1', ['reports:read', 'reports:write'], NOW)
  const [header, claims] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown)
  expect(header).toEqual(HEADER)
  expect(claims).toEqual({ ...CLAIMS, scope: 'reports:read reports:write', jti: expect.stringMatching(/^[\w-]{22}$/) as unknown })
  expect(await tokens.check(token, NOW)).toEqual({ ok: true, claims })
  expect(await tokens.check(await tokens.issue('c1', ['reports:read'], NOW), NOW)).not.toEqual({ ok: true, claims })
})

test('the one that the tests forge from is good', async () => {
  const { tokens } = await testbed()
  expect(await tokens.verify(forge(), NOW)).toEqual({ ok: true, claims: CLAIMS })
})

test('it lives to the second', async () => {
  const { tokens } = await testbed()
  const token = await tokens.issue('c1', ['reports:read'], NOW_S * SECOND)
  const end = (NOW_S + SERVICE_TOKEN_SECONDS) * SECOND
  expect(await tokens.verify(token, end - 1)).toMatchObject({ ok: true })
  expect(await tokens.verify(token, end)).toEqual({ ok: false, reason: 'expired' })
  expect(await tokens.verify(token, NOW_S * SECOND - 1)).toEqual({ ok: false, reason: 'malformed' })
})

describe('is refused', () => {
  const hmac = (input: string, key: string | Buffer) => createHmac('sha256', key).update(input).digest('base64url')
  const withPublicKey = () => {
    const input = `${encode({ alg: 'HS256', typ: 'at+jwt', kid })}.${encode(CLAIMS)}`
    return `${input}.${hmac(input, Buffer.from(jwk.x, 'base64url'))}`
  }
  const other = keyPair()
  const { d: _, ...otherPublic } = other.jwk

  test.each([
    ['unsigned', `${encode({ alg: 'none', typ: 'at+jwt', kid })}.${encode(CLAIMS)}.`, 'malformed'],
    ['alg none with a signature', forge({ ...HEADER, alg: 'none' }), 'malformed'],
    ['HS256 with the public key', withPublicKey(), 'malformed'],
    ['an algorithm in other letters', forge({ ...HEADER, alg: 'eddsa' }), 'malformed'],
    ['a person’s token', forge({ ...HEADER, typ: 'JWT' }), 'malformed'],
    ['an untyped token', forge({ alg: 'EdDSA', kid }), 'malformed'],
    ['no kid', forge({ alg: 'EdDSA', typ: 'at+jwt' }), 'malformed'],
    ['a kid that is a path', forge({ ...HEADER, kid: '../../dev/null' }), 'unknown_key'],
    ['another server’s kid', forge({ ...HEADER, kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k' }), 'unknown_key'],
    ['another key under our kid', forge(HEADER, CLAIMS, other.privateKey), 'bad_signature'],
    ['a key of its own', forge({ ...HEADER, jwk: otherPublic }, CLAIMS, other.privateKey), 'malformed'],
    ['a key address', forge({ ...HEADER, jku: 'http://127.0.0.1:9/keys' }), 'malformed'],
    ['a certificate address', forge({ ...HEADER, x5u: 'http://127.0.0.1:9/chain' }), 'malformed'],
    ['a critical extension', forge({ ...HEADER, crit: ['b64'], b64: true }), 'malformed'],
    ['another issuer', forge(HEADER, { ...CLAIMS, iss: 'http://other.test' }), 'malformed'],
    ['another audience', forge(HEADER, { ...CLAIMS, aud: ISSUER }), 'malformed'],
    ['many audiences', forge(HEADER, { ...CLAIMS, aud: [CLAIMS.aud, 'x'] }), 'malformed'],
    ['another subject', forge(HEADER, { ...CLAIMS, sub: 'ada' }), 'malformed'],
    ['not yet valid', forge(HEADER, { ...CLAIMS, iat: NOW_S + 1 }), 'malformed'],
    ['not before later', forge(HEADER, { ...CLAIMS, nbf: NOW_S + 1 }), 'malformed'],
    ['expired', forge(HEADER, { ...CLAIMS, exp: NOW_S }), 'expired'],
    ['an expiry in words', forge(HEADER, { ...CLAIMS, exp: 'never' }), 'malformed'],
    ['claims that are no object', forge(HEADER, [CLAIMS]), 'malformed'],
    ['claims that are no JSON', forge(HEADER, '{"iss":'), 'malformed'],
    ['a header that is no JSON', forge('{"alg":'), 'malformed'],
    ['nothing', '', 'malformed'],
    ['dots', '..', 'malformed'],
    ['five parts', `${forge()}.a.b`, 'malformed'],
    ['a space', `${forge()} `, 'malformed'],
    ['a line break', `${forge()}\n`, 'malformed'],
    ['padding', `${forge()}=`, 'malformed'],
    ['too long', forge(HEADER, { ...CLAIMS, scope: 'x'.repeat(4096) }), 'malformed'],
  ])('%s', async (_what, token, reason) => {
    const fetched = vi.spyOn(globalThis, 'fetch')
    const { tokens } = await testbed()
    expect(await tokens.verify(token, NOW)).toEqual({ ok: false, reason })
    expect(await tokens.check(token, NOW)).toEqual({ ok: false, reason })
    expect(fetched).not.toHaveBeenCalled()
  })

  test.each(Object.keys(CLAIMS))('without %s, or with an empty one', async (claim) => {
    const { tokens } = await testbed()
    expect(await tokens.verify(forge(HEADER, { ...CLAIMS, [claim]: undefined }), NOW)).toEqual({ ok: false, reason: 'malformed' })
    expect(await tokens.verify(forge(HEADER, { ...CLAIMS, [claim]: '' }), NOW)).toEqual({ ok: false, reason: 'malformed' })
  })

  test('with an empty subject that is its client', async () => {
    const { tokens } = await testbed()
    expect(await tokens.verify(forge(HEADER, { ...CLAIMS, sub: '', client_id: '' }), NOW)).toEqual({ ok: false, reason: 'malformed' })
  })

  test('altered in any one character', async () => {
    const { tokens } = await testbed()
    const token = forge()
    for (let at = 0; at < token.length; at += 7) {
      const altered = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      expect(await tokens.verify(altered, NOW), altered).toMatchObject({ ok: false })
    }
  })

  test('in another spelling of the same bytes', async () => {
    const { tokens } = await testbed()
    const token = forge()
    // The last character of a signature carries two bits, and has four unused ones.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const other = token.slice(0, -1) + (alphabet[alphabet.indexOf(token.at(-1)!) + 1] ?? '')
    expect(Buffer.from(other.split('.')[2]!, 'base64url')).toEqual(Buffer.from(token.split('.')[2]!, 'base64url'))
    expect(await tokens.verify(other, NOW)).toEqual({ ok: false, reason: 'malformed' })
  })
})

test('a revoked token is refused by whoever asks the store, and not by who does not', async () => {
  const { tokens } = await testbed()
  const [token, another] = [await tokens.issue('c1', ['reports:read'], NOW), await tokens.issue('c1', ['reports:read'], NOW)]
  const verdict = await tokens.verify(token, NOW)
  if (verdict.ok) await tokens.revoke(verdict.claims, NOW)
  expect(await tokens.check(token, NOW)).toEqual({ ok: false, reason: 'revoked' })
  expect(await tokens.verify(token, NOW)).toMatchObject({ ok: true })
  expect(await tokens.check(another, NOW)).toMatchObject({ ok: true })
})

test('the tokens of a deleted client are refused at once', async () => {
  const { tokens, clients } = await testbed()
  const token = await tokens.issue('c1', ['reports:read'], NOW)
  await clients.delete('c1')
  expect(await tokens.check(token, NOW)).toEqual({ ok: false, reason: 'revoked' })
})

test('a token outlives a rotation, and not a key that was dropped', async () => {
  const { clients, revokedTokens } = await testbed()
  const { signingKeys: store } = memoryStores()
  const rotating = storedSigningKeys({ store, secrets: [newOpaqueId()], keepMs: SERVICE_TOKEN_SECONDS * SECOND })
  const tokens = serviceTokens({ issuer: ISSUER, keys: rotating, clients, revokedTokens })
  const token = await tokens.issue('c1', ['reports:read'], NOW)
  await rotating.rotate!(NOW, false)
  expect(await tokens.check(token, NOW + SERVICE_TOKEN_SECONDS * SECOND - SECOND)).toMatchObject({ ok: true })
  await rotating.rotate!(NOW, true)
  expect(await tokens.check(token, NOW)).toEqual({ ok: false, reason: 'unknown_key' })
})
