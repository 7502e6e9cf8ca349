import { describe, expect, test } from 'vitest'
import { networkOf, plainAddress } from './address'

describe('an address', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['fe80::1%eth-0', 'fe80::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['0:0:0:0:0:FFFF:C000:0201', '192.0.2.1'],
    ['::ffff:192.0.2.1%eth0', '192.0.2.1'],
    ['::ffff:c000:201%2', '192.0.2.1'],
  ])('%s is %s', (written, plain) => {
    expect(plainAddress(written)).toBe(plain)
  })

  test.each(['', 'unknown', '192.0.2', '0x7f.1', '192.0.2.01', '::g', '192.0.2.1%eth0', '%', '2001:db8::1/64'])('%j is none', (text) => {
    expect(plainAddress(text)).toBeNull()
  })
})

describe('a network', () => {
  test('is one IPv4 address, however it is written', () => {
    for (const one of ['192.0.2.1', '::ffff:192.0.2.1', '::FFFF:C000:201', '::ffff:192.0.2.1%eth0']) expect(networkOf(one)).toBe('192.0.2.1')
    expect(networkOf('::ffff:192.0.2.2')).toBe('192.0.2.2')
  })

  test('is the 2^64 addresses of IPv6 that one host may have', () => {
    for (const one of ['2001:db8::1', '2001:DB8:0:0:1::', '2001:0db8::ffff:1%eth0']) expect(networkOf(one)).toBe('2001:db8::/64')
    expect(networkOf('2001:db8:0:1::1')).toBe('2001:db8:0:1::/64')
  })

  test('is one for whoever has none', () => {
    expect(networkOf(null)).toBe('unknown')
  })
})
