import { sealData, unsealData } from 'iron-session'
import { expect, test } from 'vitest'
import { makeTestbed, newSecret, type TestbedOptions } from '@/testkit/testbed'
import { conform } from './conformance'

conform('sealed', (options) => makeTestbed('sealed', options))

const NAME = 'stateside-sealed'
const secret = newSecret()

async function signedIn(options: TestbedOptions = {}) {
  const testbed = await makeTestbed('sealed', { secrets: [secret], ...options })
  const browser = testbed.client()
  browser.apply((await testbed.mode.issue(testbed.person, browser.request())).effects)
  return { ...testbed, seal: browser.cookies.get(NAME) ?? '' }
}

const verifying = async (seal: string, options: TestbedOptions = {}) => {
  const { mode, client } = await makeTestbed('sealed', { secrets: [secret], ...options })
  return mode.verify(client(new Map([[NAME, seal]])).request())
}

test('iron-session itself opens our cookie, with AUTH_SECRET as its password', async () => {
  const { seal, person } = await signedIn()
  expect(await unsealData(seal, { password: secret, ttl: 0 })).toMatchObject({ sub: person.id, email: person.email })
})

test('a previous secret still verifies, and is never used to issue', async () => {
  const next = newSecret()
  const { seal } = await signedIn()
  expect(await verifying(seal, { secrets: [next, secret] })).toMatchObject({ ok: true })
  const issued = await signedIn({ secrets: [next, secret] })
  expect(await verifying(issued.seal, { secrets: [next] })).toMatchObject({ ok: true })
  expect(await verifying(seal, { secrets: [next] })).toEqual({ ok: false, reason: 'bad_signature' })
})

test('a seal for another server is refused, though the secret is the same', async () => {
  const { seal, config } = await signedIn()
  expect(await verifying(seal, { config: { ...config, issuer: 'http://other.test' } })).toEqual({ ok: false, reason: 'malformed' })
})

test('a seal of another purpose is refused, though the secret is the same', async () => {
  const { seal, config } = await signedIn()
  const claims = await unsealData<Record<string, unknown>>(seal, { password: secret, ttl: 0 })
  for (const change of [{ use: 'invitation' }, { use: undefined }, { aud: 'http://other.test' }, { role: 'owner' }]) {
    const other = await sealData({ ...claims, ...change }, { password: secret, ttl: 0 })
    expect(await verifying(other, { config })).toEqual({ ok: false, reason: 'malformed' })
  }
})

test('a seal is refused without any claim that it needs, with an empty one, and from the future', async () => {
  const { seal, config, now } = await signedIn()
  const claims = await unsealData<Record<string, unknown>>(seal, { password: secret, ttl: 0 })
  const verify = async (changed: Record<string, unknown>) => verifying(await sealData(changed, { password: secret, ttl: 0 }), { config, start: now() })
  expect(await verify(claims)).toMatchObject({ ok: true })
  for (const claim of ['iss', 'aud', 'sub', 'sid', 'use', 'role', 'createdMs', 'issuedMs', 'expiresMs']) {
    const { [claim]: gone, ...rest } = claims
    expect(gone, claim).toBeDefined()
    expect(await verify(rest), `without ${claim}`).toEqual({ ok: false, reason: 'malformed' })
    expect(await verify({ ...rest, [claim]: '' }), `empty ${claim}`).toEqual({ ok: false, reason: 'malformed' })
  }
  for (const claim of ['createdMs', 'issuedMs']) {
    expect(await verify({ ...claims, [claim]: now() + 15_000 }), claim).toMatchObject({ ok: true })
    expect(await verify({ ...claims, [claim]: now() + 15_001 }), claim).toEqual({ ok: false, reason: 'malformed' })
  }
})

// Each of these makes iron-session throw, or read a format that we never wrote.
test.each([
  ['a newer version', (seal: string) => seal.replace(/~2$/, '~3')],
  ['an older version', (seal: string) => seal.replace(/~2$/, '~1')],
  ['no version', (seal: string) => seal.replace(/~2$/, '')],
  ['another header', (seal: string) => seal.replace(/^Fe26\.2/, 'Fe26.1')],
  ['another password id', (seal: string) => seal.replace('*1*', '*2*')],
  ['a password id of Object', (seal: string) => seal.replace('*1*', '*__proto__*')],
  ['an expiration', (seal: string) => seal.replace('**', '*99999999999999*')],
  ['bad base64', (seal: string) => seal.replace(/\*([\w-]{22})\*/, '*!!!!$1*')],
  ['a part too many', (seal: string) => seal.replace('~2', '*x~2')],
  ['a part too few', (seal: string) => seal.replace(/\*[^*]*~2$/, '~2')],
])('a hostile seal is a reason, not a throw: %s', async (_, alter) => {
  const { seal } = await signedIn()
  expect(await verifying(alter(seal))).toEqual({ ok: false, reason: 'malformed' })
})
