import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Problem } from '@/lib/problem'
import { makeTestbed, newSecret } from '@/testkit/testbed'
import { createClient, deleteClient, RotateInput, rotateSigningKey } from './administration'
import type { PrivateJwk } from '@/lib/auth/keys/ed25519'
import { hashOpaqueId } from '@/lib/auth/credentials/opaque-id'
import { fixedSigningKey, storedSigningKeys } from '@/lib/auth/keys/signing-keys'

async function office() {
  const { mode, stores, person, client } = await makeTestbed('database')
  const req = client().request()
  await stores.users.setAuthority(person.id, { role: 'admin' }, { at: 1, by: null, why: 'ended' })
  const { session } = await mode.issue(person, req)
  const keys = storedSigningKeys({ store: stores.signingKeys, secrets: [newSecret()], keepMs: 1000 })
  return { deps: { stores, session, req }, stores, person, keys }
}

test('what an administrator does to clients and keys is on record, with no secret', async () => {
  const { deps, stores, person, keys } = await office()
  const { client, secret } = await createClient(deps, { name: 'Nightly job', scopes: ['reports:read'] })
  const before = (await keys.current(deps.req.now)).kid
  const { kid } = await rotateSigningKey(deps, keys, false)
  await rotateSigningKey(deps, keys, true)
  await deleteClient(deps, client.id)

  const events = (await stores.events.list({ limit: 9 })).items
  expect(events.map(({ type }) => type)).toEqual(['client_deleted', 'signing_key_rotated', 'signing_key_rotated', 'client_created'])
  for (const event of events) expect(event).toMatchObject({ userId: null, actorId: person.id, sessionId: deps.session.id, ip: '127.0.0.1' })
  expect(events[3]?.detail).toBe(`${client.id} (Nightly job): reports:read`)
  expect(events[2]?.detail).toBe(`to ${kid}`)
  expect(events[1]?.detail).toMatch(/the others were dropped$/)
  expect(JSON.stringify(events)).not.toContain(secret)
  expect(JSON.stringify(events)).not.toContain(hashOpaqueId(secret))
  expect(await keys.find(before, deps.req.now)).toBeNull()
})

test('a client’s secret has 256 bits and is stored only as a hash', async () => {
  const { deps, stores } = await office()
  const { client, secret } = await createClient(deps, { name: 'Nightly job', scopes: ['reports:read'] })
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  expect(await stores.clients.find(client.id)).toEqual({ client, secretHash: hashOpaqueId(secret) })
})

test('what cannot be done is refused, and not on record', async () => {
  const { deps, stores } = await office()
  const fixed = fixedSigningKey(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as unknown as PrivateJwk)
  const code = (name: Problem['code']) => expect.objectContaining({ code: name }) as unknown
  await expect(rotateSigningKey(deps, fixed, true)).rejects.toThrow(code('key_from_environment'))
  await expect(deleteClient(deps, 'nobody')).rejects.toThrow(code('not_found'))
  expect((await stores.events.list({ limit: 9 })).items).toEqual([])
})

test('a rotation drops nothing unless told to', () => {
  for (const body of [undefined, {}, { revoke: false }]) expect(RotateInput.parse(body)).toEqual({ revoke: false })
  expect(RotateInput.parse({ revoke: true })).toEqual({ revoke: true })
  for (const body of [null, { revoke: 'yes' }, { drop: true }]) expect(RotateInput.safeParse(body).success).toBe(false)
})
