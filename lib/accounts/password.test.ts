import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password'

test('hashes with argon2id at OWASP’s parameters', async () => {
  expect(await hashPassword('a password')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('matches the same password, every character of it', async () => {
  const long = '𝕏'.repeat(127)
  const stored = await hashPassword(`${long}a`)
  expect(await verifyPassword(stored, `${long}a`)).toBe(true)
  expect(await verifyPassword(stored, `${long}b`)).toBe(false)
  expect(await verifyPassword(stored, `${long}a `)).toBe(false)
})

test('nothing matches where there is no account', async () => {
  expect(await verifyPassword(null, '')).toBe(false)
})
