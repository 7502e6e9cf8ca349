import { expect, test } from 'vitest'
import { noteSignOut, notedSignOut, type SignedOut } from './signed-out'

const done: SignedOut = {
  at: 1_000_000,
  promise: { takesEffect: 'now' },
  before: [],
  cleared: ['stateside-jwt=; Path=/; Max-Age=0', 'stateside-refresh=a-secret-that-lets-somebody-in; Path=/'],
  after: 'revoked',
}

test('a sign-out is found by its key for a few minutes, by nothing else, and without a secret', () => {
  const key = noteSignOut(done)
  expect(notedSignOut(key, 1_000_000)).toMatchObject({ promise: { takesEffect: 'now' }, after: 'revoked' })
  expect(JSON.stringify(notedSignOut(key, 1_000_000))).not.toContain('a-secret-that-lets-somebody-in')
  expect(notedSignOut(key, 1_000_000 + 5 * 60_000)).toBeNull()
  expect(notedSignOut('another', 1_000_000)).toBeNull()
  expect(noteSignOut(done)).not.toBe(key)
})

test('only the last few hundred are kept', () => {
  const first = noteSignOut(done)
  for (let i = 0; i < 500; i++) noteSignOut(done)
  expect(notedSignOut(first, 1_000_000)).toBeNull()
})
