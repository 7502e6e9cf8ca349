import { describe, expect, test } from 'vitest'
import { isSameOrigin, safePath } from './same-origin'

const APP = 'https://app.example.com'

describe('isSameOrigin', () => {
  test.each([
    // Sec-Fetch-Site, Origin, whether a cookie of ours came, allowed
    ['same-origin', APP, true, true],
    ['same-origin', null, true, true],
    ['same-origin', 'https://evil.example', true, false],
    ['same-origin', 'null', true, false],
    ['same-site', APP, true, false],
    ['cross-site', APP, false, false],
    ['none', null, true, false],
    ['none', APP, false, false],
    ['', null, false, false],
    [null, APP, true, true],
    [null, 'null', false, false],
    [null, `${APP}.evil.example`, false, false],
    [null, 'http://app.example.com', false, false],
    [null, `${APP}:8443`, false, false],
    [null, null, true, false],
    [null, null, false, true],
  ])('Sec-Fetch-Site %s, Origin %s, our cookie %s: %s', (secFetchSite, origin, ourCookie, allowed) => {
    expect(isSameOrigin({ secFetchSite, origin, ourCookie }, APP)).toBe(allowed)
  })
})

describe('safePath', () => {
  test.each(['/', '/dashboard', '/sessions?a=1#b', '/a//b', '/a?next=https://evil.example'])('keeps %s', (path) => {
    expect(safePath(path, APP)).toBe(path)
  })

  test.each([
    null,
    undefined,
    '',
    'dashboard',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    ' /dashboard',
    `/${'a'.repeat(2048)}`,
  ])('refuses %j', (path) => {
    expect(safePath(path, APP)).toBe('/dashboard')
  })

  test('leaves nothing in a path that could split a header', () => {
    expect(safePath('/a\r\nSet-Cookie: x=1', APP)).not.toMatch(/[\r\n]/)
  })
})
