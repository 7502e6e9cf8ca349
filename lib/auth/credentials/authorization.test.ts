import { describe, expect, test } from 'vitest'
import { challenge, presentedToken } from './authorization'

describe('the token of an Authorization header', () => {
  test.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['BEARER abc', 'abc'],
    ['Bearer   abc', 'abc'],
    // RFC 6750 section 2.1, every character that it allows.
    ['Bearer aZ09-._~+/==', 'aZ09-._~+/=='],
  ])('%s', (header, token) => {
    expect(presentedToken([header])).toEqual({ token })
  })

  test.each([
    ['no header', []],
    ['another scheme', ['Basic dXNlcjpwYXNz']],
    ['a scheme that begins alike', ['Bearertoken abc']],
    ['no scheme', ['abc']],
    ['nothing', ['']],
  ])('%s is missing', (_, headers) => {
    expect(presentedToken(headers)).toBe('missing')
  })

  test.each([
    ['two headers', ['Bearer abc', 'Bearer abc']],
    ['two headers, one of another scheme', ['Basic dXNlcjpwYXNz', 'Bearer abc']],
    ['two empty headers', ['', '']],
    ['two tokens', ['Bearer abc, Bearer def']],
    ['something after it', ['Bearer abc def']],
    ['something before it', ['Bearer =abc']],
    ['no token', ['Bearer']],
    ['only spaces', ['Bearer  ']],
    ['a tab', ['Bearer\tabc']],
    ['a broken escape', ['Bearer %E0%A4%A']],
    ['quotes', ['Bearer "abc"']],
    ['a line break', ['Bearer abc\n']],
    ['another script', ['Bearer äbc']],
  ])('%s is malformed', (_, headers) => {
    expect(presentedToken(headers)).toBe('malformed')
  })

  test('a long header is looked at once', () => {
    const start = performance.now()
    expect(presentedToken([`Bearer ${'='.repeat(100_000)}`])).toBe('malformed')
    expect(presentedToken([`Bearer ${'a'.repeat(100_000)}!`])).toBe('malformed')
    expect(performance.now() - start).toBeLessThan(500)
  })
})

test('a challenge names the error only where there is one; RFC 6750 section 3', () => {
  expect(challenge()).toBe('Bearer realm="Stateside"')
  expect(challenge('invalid_token', 'The session expired')).toBe(
    'Bearer realm="Stateside", error="invalid_token", error_description="The session expired"',
  )
})
