import { randomBytes } from 'node:crypto'
import { sealData } from 'iron-session'
import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { dissect, recognise, SHAPES } from './decode'

const secret = 'a secret for this test only, long enough'
const b64 = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const rebuilt = (value: string) =>
  dissect(value)
    .parts.map((part) => part.lead + part.text)
    .join('')
const part = (value: string, name: string) => dissect(value).parts.find((each) => each.name === name)

const claims = { sub: 'u1', name: 'Ada Löwe', exp: 1_795_000_000 }
const jws = `${b64({ alg: 'EdDSA', kid: 'k1', typ: 'at+jwt' })}.${b64(claims)}.${b64('a signature')}`

test('a JWS is header, payload and signature, and the first two are readable without a key', () => {
  const { kind, parts } = dissect(jws)
  expect(kind).toBe('jws')
  expect(parts.map((each) => each.name)).toEqual(['header', 'payload', 'signature'])
  expect(parts.map((each) => each.decoded)).toEqual([{ alg: 'EdDSA', kid: 'k1', typ: 'at+jwt' }, claims, undefined])
  expect(parts[2]?.bytes).toBe(15)
  expect(rebuilt(jws)).toBe(jws)
})

test('an unsigned JWS says that nothing shows who wrote it', () => {
  const unsigned = `${b64({ alg: 'none' })}.${b64(claims)}.`
  expect(recognise(unsigned)).toBe('jws')
  expect(part(unsigned, 'signature')).toMatchObject({ text: '', bytes: 0, meaning: expect.stringMatching(/^Empty:/) })
})

test("next-auth's token is a JWE of five parts, and only its header is readable", async () => {
  const jwe = await encode({ token: claims, secret })
  const { kind, parts } = dissect(jwe)
  expect(kind).toBe('jwe')
  expect(parts.map((each) => each.name)).toEqual(['header', 'encrypted key', 'iv', 'ciphertext', 'tag'])
  expect(parts[0]?.decoded).toEqual({ alg: 'dir', enc: 'A256GCM' })
  expect(parts.slice(1).every((each) => each.decoded === undefined)).toBe(true)
  expect(parts[1]).toMatchObject({ text: '', bytes: 0, meaning: expect.stringMatching(/^Empty:/) })
  expect(rebuilt(jwe)).toBe(jwe)
})

test("iron-session's seal has nine parts, and only its expiration is readable", async () => {
  const before = Date.now()
  const seal = await sealData({ user: 'u1' }, { password: secret, ttl: 3600 })
  const { kind, parts } = dissect(seal)
  expect(kind).toBe('seal')
  expect(parts.map((each) => each.name)).toEqual(SHAPES.seal.parts.map((each) => each.name))
  expect(parts.map((each) => each.text)).toEqual(expect.arrayContaining(['Fe26.2', '1', '2']))
  expect(parts.filter((each) => each.decoded !== undefined).map((each) => each.name)).toEqual(['expiration'])
  expect(Date.parse(String(part(seal, 'expiration')?.decoded))).toBeGreaterThan(before)
  expect(rebuilt(seal)).toBe(seal)
})

test('a seal without an expiration says so, and one without a version has one part less', () => {
  expect(part('Fe26.2*1*aa*bb*cc**dd*ee~2', 'expiration')?.meaning).toMatch(/^Empty: the seal itself never expires/)
  expect(dissect('Fe26.2*1*aa*bb*cc*1*dd*ee').parts).toHaveLength(8)
  expect(rebuilt('Fe26.2*1*aa*bb*cc*1*dd*ee~2~3')).toBe('Fe26.2*1*aa*bb*cc*1*dd*ee~2~3')
})

test('a random id is opaque: one part and nothing decoded', () => {
  const id = randomBytes(32).toString('base64url')
  expect(dissect(id)).toMatchObject({ kind: 'opaque', parts: [{ name: 'id', text: id, bytes: 43 }] })
  expect(part(id, 'id')).not.toHaveProperty('decoded')
})

test.each([
  '',
  '.',
  '..',
  '....',
  'a.b.c',
  'a.b.c.d.e',
  `${b64('[1]')}.${b64(claims)}.sig`,
  'Fe26.2',
  'Fe26.2*1*2',
  '*******',
  'ä.ö.ü',
  '\u0000\ud800',
  '__proto__',
])('%j only looks like something, and is opaque', (value) => {
  expect(dissect(value)).toMatchObject({ kind: 'opaque', parts: [{ text: value }] })
})

test.each([
  ['characters outside base64url', 'ab%%cd'],
  ['a length that base64 cannot have', 'abcde'],
  ['JSON cut short', b64('{"sub":"u1"')],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe]).toString('base64url')],
  ['nothing', ''],
  ['JSON nested too deep', b64('['.repeat(65) + ']'.repeat(65))],
])('a payload of %s leaves decoded undefined and the rest readable', (_, payload) => {
  const damaged = `${b64({ alg: 'EdDSA' })}.${payload}.c2ln`
  expect(recognise(damaged)).toBe('jws')
  expect(part(damaged, 'header')?.decoded).toEqual({ alg: 'EdDSA' })
  expect(part(damaged, 'payload')).not.toHaveProperty('decoded')
  expect(rebuilt(damaged)).toBe(damaged)
})

test('a damaged header is still recognised, and not decoded', () => {
  const damaged = `${b64('{"alg":')}.${b64(claims)}.c2ln`
  expect(recognise(damaged)).toBe('jws')
  expect(part(damaged, 'header')).not.toHaveProperty('decoded')
})

test.each(['-1', '1e9', 'soon', '999999999999999999999', '8640000000000001'])(
  'a seal that expires at %s has no readable time',
  (expiration) => {
    expect(part(`Fe26.2*1*a*b*c*${expiration}*d*e~2`, 'expiration')).not.toHaveProperty('decoded')
  },
)

test.each(['.', '*', 'a', 'Fe26.2*'])('ten million characters of %j are not taken apart', (text) => {
  const huge = text.repeat(10_000_000 / text.length)
  expect(dissect(huge)).toMatchObject({ kind: 'opaque', parts: [{ name: 'value', bytes: huge.length }] })
})

test('a claim named like a prototype stays a plain claim', () => {
  const token = `${b64({ alg: 'EdDSA' })}.${b64('{"__proto__":{"role":"admin"}}')}.c2ln`
  expect(Object.keys(part(token, 'payload')?.decoded as object)).toEqual(['__proto__'])
  expect(({} as { role?: string }).role).toBeUndefined()
})
