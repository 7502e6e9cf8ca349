import { getTableColumns } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { users } from '@/db/sqlite/schema'
import { signedInBody } from '../http/bodies'
import { readSessionClaims, sessionClaims, sessionOf } from './credentials/claims'
import { IdentityFields, identityOf, newUser } from './credentials/identity'

const NOW = 1_000_000
const TIMES = { createdMs: NOW, issuedMs: NOW, expiresMs: NOW + 1000 }
const ISSUER = 'https://example.com'
const FIELDS = Object.keys(IdentityFields.shape)
const ada = newUser({ email: 'ada@example.com', name: 'Ada' }, NOW)

test('a person’s row has every field of an identity', () => {
  expect(Object.keys(getTableColumns(users))).toEqual(expect.arrayContaining(FIELDS))
})

test('claims say every field, and nothing else of the row; and it comes back as it was', () => {
  const claims = sessionClaims(ada, ISSUER, TIMES)
  const { id: _, ...said } = identityOf(ada)
  expect(claims).toMatchObject({ ...said, sub: ada.id })
  for (const secret of ['disabled', 'createdAt', 'spared', 'passwordHash']) expect(claims).not.toHaveProperty(secret)
  expect(readSessionClaims(claims, ISSUER, NOW)).toEqual(claims)
  expect(sessionOf(claims).user).toEqual(identityOf(ada))
})

test('answers show every field but what only the store counts', () => {
  const { user } = signedInBody({ name: 'jwt' }, sessionOf(sessionClaims(ada, ISSUER, TIMES)))
  expect(Object.keys(user).sort()).toEqual(FIELDS.filter((field) => field !== 'epoch').sort())
})

test('a credential from before there were epochs still counts, as of the first', () => {
  const { epoch: _, ...before } = sessionClaims(ada, ISSUER, TIMES)
  const claims = readSessionClaims(before, ISSUER, NOW)
  expect(claims && sessionOf(claims).user).toEqual(identityOf(ada))
})

test.each([{ epoch: -1 }, { epoch: 0.5 }, { epoch: '0' }, { sub: '' }, { email: '' }, { role: 'root' }, { name: 1 }, { sid: '' }])(
  'claims with %j are no claims',
  (wrong) => {
    expect(readSessionClaims({ ...sessionClaims(ada, ISSUER, TIMES), ...wrong }, ISSUER, NOW)).toBeNull()
  },
)
