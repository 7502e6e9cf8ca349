import { expect, test } from 'vitest'
import { silent } from '@/lib/xray/trace'
import { COOKIE_LIMIT_BYTES, cookiePairs, credentialCookie } from './cookies'

test.each([
  [null, []],
  ['', []],
  ['a=1', [['a', '1']]],
  ['a=1; b=2', [['a', '1'], ['b', '2']]],
  ['a=1;b=2;', [['a', '1'], ['b', '2']]],
  ['a=1; a=2', [['a', '1'], ['a', '2']]],
  ['a=b=c', [['a', 'b=c']]],
  ['flag; a=1', [['a', '1']]],
  ['a="1"', [['a', '"1"']]],
  ['a=%31', [['a', '%31']]],
  ['=1', [['', '1']]],
])('cookiePairs(%j)', (header, pairs) => {
  expect(cookiePairs(header)).toEqual(pairs)
})

test('the __Host- prefix and Secure go together', () => {
  expect(credentialCookie('stateside-x', true).give('v', 1000)).toMatchObject({ name: '__Host-stateside-x', attributes: { secure: true } })
  expect(credentialCookie('stateside-x', false).give('v', 1000)).toMatchObject({ name: 'stateside-x', attributes: { secure: false } })
})

test('the browser never drops a cookie before its time', () => {
  expect(credentialCookie('stateside-x', true).give('v', 1001)).toMatchObject({ attributes: { maxAge: 2 } })
  expect(credentialCookie('stateside-x', true).give('v', -1)).toMatchObject({ attributes: { maxAge: 0 } })
})

test('a cookie that browsers would drop is not set', () => {
  const cookie = credentialCookie('stateside-x', false)
  const room = COOKIE_LIMIT_BYTES - 'stateside-x='.length
  expect(() => cookie.give('v'.repeat(room), 1000)).not.toThrow()
  expect(() => cookie.give('v'.repeat(room + 1), 1000)).toThrow(RangeError)
})

test.each([
  [[], { reason: 'missing' }],
  [['v'], { value: 'v' }],
  [['v'.repeat(COOKIE_LIMIT_BYTES)], { value: 'v'.repeat(COOKIE_LIMIT_BYTES) }],
  [['v'.repeat(COOKIE_LIMIT_BYTES + 1)], { reason: 'malformed' }],
  [[''], { reason: 'malformed' }],
  [['v', 'v'], { reason: 'malformed' }],
])('reads the one value that can be a credential, or says why there is none', (values, read) => {
  const request = { now: 0, clock: () => 0, gone: () => false, trace: silent, authorizations: () => [], cookies: () => values, device: { ip: null, userAgent: null } }
  expect(credentialCookie('stateside-x', false).read(request)).toEqual(read)
})
