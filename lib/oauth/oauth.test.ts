import { beforeEach, describe, expect, test } from 'vitest'
import type { StoredClient } from '@/lib/stores/clients'
import type { Stores } from '@/lib/stores/stores'
import { memoryStores } from '@/db/memory/stores'
import { generateKeyPairSync } from 'node:crypto'
import type { PrivateJwk } from '@/lib/auth/keys/ed25519'
import type { OAuthError} from './oauth';
import { grantToken, identifyClient, introspect, readForm, revokeToken } from './oauth'
import { hashOpaqueId, newOpaqueId } from '@/lib/auth/credentials/opaque-id'
import { SERVICE_TOKEN_SECONDS, serviceTokens, type ServiceTokens } from './service-tokens'
import { fixedSigningKey } from '@/lib/auth/keys/signing-keys'

const NOW = 1_700_000_000_500
const SECRET = newOpaqueId()
const CLIENT: StoredClient = { id: 'c1', name: 'One', scopes: ['reports:read', 'reports:write'], createdAt: 1 }
const OTHER: StoredClient = { ...CLIENT, id: 'c2', scopes: ['reports:read'] }
const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as unknown as PrivateJwk

let stores: Stores
let tokens: ServiceTokens
beforeEach(async () => {
  stores = memoryStores()
  await stores.clients.create(CLIENT, hashOpaqueId(SECRET))
  await stores.clients.create(OTHER, hashOpaqueId('p:a ss%+ü'))
  const { clients, revokedTokens } = stores
  tokens = serviceTokens({ issuer: 'http://testbed.test', keys: fixedSigningKey(jwk), clients, revokedTokens })
})

const form = (text: string) => readForm(Buffer.from(text))
const basic = (text: string | Buffer) => `Basic ${Buffer.from(text).toString('base64')}`
const asked = (client: StoredClient, text: string, now = NOW) => ({ tokens, client, form: form(text), now })
const code = (error: OAuthError['code']) => expect.objectContaining({ code: error }) as unknown

describe('a form', () => {
  test('is read, and what has no value is not there', () => {
    expect([...form('a=1+2&b=%C3%BC%2B&c=&d&&e=x=y')]).toEqual([['a', '1 2'], ['b', 'ü+'], ['e', 'x=y']])
    expect([...form('')]).toEqual([])
  })

  test.each([['a=1&a=2'], ['a=1&%61=1'], ['a=&a='], ['a=%'], ['a=%zz'], ['a=%ff']])('%s is refused', (text) => {
    expect(() => form(text)).toThrow(code('invalid_request'))
  })

  test('in another encoding is refused', () => {
    expect(() => readForm(Buffer.from([0x61, 0x3d, 0xff]))).toThrow(code('invalid_request'))
  })
})

describe('a client', () => {
  const identify = (headers: readonly string[], text = '') => identifyClient(stores, headers, form(text))

  test('is known by id and secret', async () => {
    expect(await identify([basic(`c1:${SECRET}`)])).toEqual(CLIENT)
    expect(await identify([basic(`c1:${SECRET}`).replace('Basic', 'bASIC')], 'client_id=c1')).toEqual(CLIENT)
  })

  test('encodes both as a form would', async () => {
    expect(await identify([basic('%63%32:p%3Aa+ss%25%2B%C3%BC')])).toEqual(OTHER)
    await expect(identify([basic('c2:p:a ss%+ü')])).rejects.toThrow(code('invalid_client'))
  })

  test.each([
    ['nothing', []],
    ['another scheme', ['Bearer abc']],
    ['no base64', ['Basic %%%']],
    ['base64 with spare bits', ['Basic YzF=']],
    ['no colon', [basic('c1')]],
    ['a broken escape', [basic('c1:%E0%A4%A')]],
    ['bytes that are no UTF-8', [basic(Buffer.from([0x63, 0x31, 0x3a, 0xff]))]],
    ['a wrong secret', [basic('c1:wrong')]],
    ['no secret', [basic('c1:')]],
    ['the stored hash', [basic(`c1:${hashOpaqueId(SECRET)}`)]],
    ['another’s secret', [basic(`c2:${SECRET}`)]],
    ['an unknown id', [basic('nobody:')]],
    ['a prototype', [basic('__proto__:')]],
  ])('is not known by %s', async (_, headers) => {
    await expect(identify(headers)).rejects.toThrow(code('invalid_client'))
  })

  test('authenticates once, as itself', async () => {
    const good = basic(`c1:${SECRET}`)
    await expect(identify([good, good])).rejects.toThrow(code('invalid_request'))
    await expect(identify([good], `client_secret=${SECRET}`)).rejects.toThrow(code('invalid_request'))
    await expect(identify([good], 'client_id=c2')).rejects.toThrow(code('invalid_request'))
    await expect(identify([], `client_id=c1&client_secret=${SECRET}`)).rejects.toThrow(code('invalid_client'))
  })
})

describe('a grant', () => {
  const grant = (client: StoredClient, text: string) => grantToken(asked(client, `grant_type=client_credentials&${text}`))

  test.each([0, 1, 500, 999])('promises no more than its exp gives: %i ms after a whole second', async (ms) => {
    const now = 1_700_000_000_000 + ms
    const { access_token: token, expires_in: seconds } = await grantToken(asked(CLIENT, 'grant_type=client_credentials', now))
    expect(seconds).toBe(ms === 0 ? SERVICE_TOKEN_SECONDS : SERVICE_TOKEN_SECONDS - 1)
    expect(await tokens.verify(token, now + seconds * 1000 - 1)).toMatchObject({ ok: true })
    expect(await tokens.verify(token, now + SERVICE_TOKEN_SECONDS * 1000)).toEqual({ ok: false, reason: 'expired' })
  })

  test('has the scopes that were asked for, or all', async () => {
    expect(await grant(CLIENT, 'scope=reports:read')).toEqual({
      access_token: expect.any(String) as unknown,
      token_type: 'Bearer',
      expires_in: 299,
      scope: 'reports:read',
    })
    expect(await grant(CLIENT, '')).toMatchObject({ scope: 'reports:read reports:write' })
    expect(await grant(CLIENT, 'scope=')).toMatchObject({ scope: 'reports:read reports:write' })
    expect(await grant(CLIENT, 'scope=reports:write+reports:read+reports:write')).toMatchObject({ scope: 'reports:read reports:write' })
    expect(await grant(OTHER, '')).toMatchObject({ scope: 'reports:read' })
  })

  test.each(['reports:write', 'reports:read+reports:write', 'admin', 'reports:read++', '+', 'REPORTS:READ'])('never has %s beyond the client’s', async (scope) => {
    await expect(grant(OTHER, `scope=${scope}`)).rejects.toThrow(code('invalid_scope'))
  })

  test('is for client credentials', async () => {
    await expect(grantToken(asked(CLIENT, ''))).rejects.toThrow(code('invalid_request'))
    for (const type of ['password', 'refresh_token', 'authorization_code', 'CLIENT_CREDENTIALS']) {
      await expect(grantToken(asked(CLIENT, `grant_type=${type}`))).rejects.toThrow(code('unsupported_grant_type'))
    }
  })
})

describe('introspection and revocation', () => {
  const issue = () => tokens.issue('c1', ['reports:read'], NOW)

  test('tell a client about its own living tokens', async () => {
    const token = await issue()
    expect(await introspect(asked(CLIENT, `token=${token}&token_type_hint=refresh_token`))).toMatchObject({
      active: true,
      client_id: 'c1',
      scope: 'reports:read',
      token_type: 'Bearer',
    })
    expect(await introspect(asked(CLIENT, `token=${token}`, NOW + SERVICE_TOKEN_SECONDS * 1000))).toEqual({ active: false })
    expect(await introspect(asked(OTHER, `token=${token}`))).toEqual({ active: false })
    expect(await introspect(asked(CLIENT, 'token=nonsense'))).toEqual({ active: false })
    await expect(introspect(asked(CLIENT, ''))).rejects.toThrow(code('invalid_request'))
  })

  test('end it for good, as often as asked', async () => {
    const token = await issue()
    await revokeToken(asked(CLIENT, `token=${token}`))
    await revokeToken(asked(CLIENT, `token=${token}`))
    expect(await introspect(asked(CLIENT, `token=${token}`))).toEqual({ active: false })
  })

  test('leave another’s token alone', async () => {
    const token = await issue()
    await expect(revokeToken(asked(OTHER, `token=${token}`))).rejects.toThrow(code('unauthorized_client'))
    expect(await introspect(asked(CLIENT, `token=${token}`))).toMatchObject({ active: true })
  })

  test('of what is no token is no error', async () => {
    await expect(revokeToken(asked(CLIENT, 'token=nonsense'))).resolves.toBeUndefined()
    await expect(revokeToken(asked(CLIENT, ''))).rejects.toThrow(code('invalid_request'))
  })
})
