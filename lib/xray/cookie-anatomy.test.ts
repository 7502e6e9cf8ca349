import { expect, test } from 'vitest'
import { anatomy } from './cookie-anatomy'

const line = 'stateside-database=q3Vt9fA; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax'
const secure = '__Host-stateside-jwt=abc.def; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Strict'
const segment = (of: string, name: string) => anatomy(of).segments.find((each) => each.name === name)
const reader = (of: string, who: string) => anatomy(of).readers.find((each) => each.who === who)
const rebuilt = (of: string) =>
  anatomy(of)
    .segments.map((each) => each.lead + each.text)
    .join('')

test('a line is the pair and its attributes, each with what it means and what is lost without it', () => {
  const { segments } = anatomy(line)
  expect(segments.map((each) => each.name)).toEqual(['stateside-database', 'Path', 'Max-Age', 'HttpOnly', 'SameSite'])
  expect(segments.map((each) => each.value)).toEqual(['q3Vt9fA', '/', '2592000', undefined, 'Lax'])
  expect(segments.every((each) => each.meaning !== '' && each.without !== '')).toBe(true)
  expect(rebuilt(line)).toBe(line)
})

test('bytes are those of name and value, in UTF-8', () => {
  expect(anatomy(line).bytes).toBe('stateside-database'.length + 'q3Vt9fA'.length)
  expect(anatomy('a=é').bytes).toBe(3)
  expect(anatomy(secure).bytes).toBe('__Host-stateside-jwtabc.def'.length)
})

test('the __Host- prefix is a segment of its own, and the name keeps it', () => {
  const [prefix, pair] = anatomy(secure).segments
  expect(prefix).toMatchObject({ text: '__Host-', name: '__Host-' })
  expect(pair).toMatchObject({ text: 'stateside-jwt=abc.def', name: '__Host-stateside-jwt', value: 'abc.def' })
  expect(rebuilt(secure)).toBe(secure)
})

test('attributes that are not there are named with their effect', () => {
  expect(anatomy(line).absent.map((each) => each.name)).toEqual(['Secure', 'Domain'])
  expect(anatomy(secure).absent.map((each) => each.name)).toEqual(['Domain'])
  expect(anatomy('a=b').absent.map((each) => each.name)).toEqual([
    'HttpOnly',
    'Secure',
    'SameSite',
    'Domain',
    'Path',
    'Max-Age',
  ])
  expect(anatomy('a=b; Expires=Wed, 23 Dec 2026 09:00:00 GMT').absent.map((each) => each.name)).not.toContain('Max-Age')
})

test('who can read it follows from the attributes', () => {
  expect(reader(line, 'A script on the page')?.can).toBe(false)
  expect(reader('a=b', 'A script on the page')?.can).toBe(true)
  expect(reader(line, 'Someone on the network path')?.can).toBe(true)
  expect(reader(secure, 'Someone on the network path')?.can).toBe(false)
  expect(reader(line, 'A subdomain')?.can).toBe(false)
  expect(reader('a=b; Domain=example.com', 'Every subdomain')?.can).toBe(true)
})

test.each([
  ['86400', '1 day after'],
  ['2592000', '30 days after'],
  ['7200', '2 hours after'],
  ['61', '61 seconds after'],
  ['0', 'drops the cookie at once'],
  ['-5', 'drops the cookie at once'],
  ['soon', 'browsers skip it'],
  ['', 'browsers skip it'],
])('Max-Age=%s: %s', (value, says) => {
  expect(segment(`a=b; Max-Age=${value}`, 'Max-Age')?.meaning).toContain(says)
})

test('SameSite says what its value does, and an unknown value counts as absent', () => {
  const said = ['Strict', 'lax', 'NONE', 'Tight'].map((value) => segment(`a=b; samesite=${value}`, 'samesite')?.meaning)
  expect(new Set(said).size).toBe(4)
  expect(said[3]).toContain('as if it were absent')
})

test('attributes count in any case', () => {
  expect(anatomy('a=b; httponly; SECURE; samesite=lax; PATH=/; max-age=1').absent.map((each) => each.name)).toEqual([
    'Domain',
  ])
})

test.each([
  '',
  ';',
  ';;;=;',
  '=',
  'novalue',
  'a=b; ; ;',
  'a=b; Foo=bar; =x',
  '__Host-',
  'a==b=c; Path',
  '\u0000=\ud800',
])('%j does not throw and always has a pair', (hostile) => {
  const { segments, bytes } = anatomy(hostile)
  expect(segments.length).toBeGreaterThan(0)
  expect(bytes).toBeGreaterThanOrEqual(0)
})

test('a value may contain equals signs, and a header name in front is not part of the cookie', () => {
  expect(anatomy('Set-Cookie: a==b=c; Path=/').segments[0]).toMatchObject({ name: 'a', value: '=b=c' })
})

test('an unknown attribute is said to be unknown', () => {
  expect(segment('a=b; Priority=High', 'Priority')?.meaning).toContain('does not explain')
})

test('a huge line is parsed', () => {
  expect(anatomy(`a=${'x'.repeat(5_000_000)}; Path=/`).bytes).toBe(5_000_001)
})
