import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { calculateJwkThumbprint, compactVerify, CompactSign, exportJWK, generateKeyPair, importJWK } from 'jose'
import { afterEach, expect, test } from 'vitest'
import { openStores } from '@/db/sqlite/open'
import type { SigningKeyStore } from '@/lib/stores/signing-keys'
import { StoreUnavailable } from '@/lib/stores/errors'
import { memoryStores } from '@/db/memory/stores'
import { newOpaqueId } from '../credentials/opaque-id'
import type { PrivateJwk } from './ed25519'
import { fixedSigningKey, storedSigningKeys, type SigningKeys } from './signing-keys'

const KEEP_MS = 1000
const secret = newOpaqueId()

function keysOver(store: SigningKeyStore = memoryStores().signingKeys, secrets: readonly [string, ...string[]] = [secret]) {
  return storedSigningKeys({ store, secrets, keepMs: KEEP_MS })
}

async function sign(keys: SigningKeys, now: number) {
  const { kid, key } = await keys.current(now)
  return { kid, jws: await new CompactSign(new Uint8Array([1])).setProtectedHeader({ alg: 'EdDSA', kid }).sign(key) }
}

const close: (() => void)[] = []
afterEach(() => {
  for (const one of close.splice(0)) one()
})

test('a key is made at the first use, and named by its thumbprint', async () => {
  const { signingKeys: store } = memoryStores()
  const { kid, jws } = await sign(keysOver(store), 1)
  const [published] = await keysOver(store).published(1)
  expect(published).toMatchObject({ kid, kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' })
  expect(await calculateJwkThumbprint({ ...published! })).toBe(kid)
  await expect(compactVerify(jws, await importJWK({ ...published! }))).resolves.toBeDefined()
  expect((await sign(keysOver(store), 2)).kid).toBe(kid)
})

test('nothing private is published, or stored in the clear', async () => {
  const { signingKeys: store } = memoryStores()
  const keys = keysOver(store)
  await keys.current(1)
  expect(Object.keys((await keys.published(1))[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  const row = await store.active()
  expect(row?.sealedKey).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(row?.publicKey).not.toContain('"d"')
})

test('processes that start at once end with one key', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stateside-keys-'))
  const opened = Array.from({ length: 4 }, () => openStores(join(folder, 'stateside.db')))
  close.push(() => {
    for (const stores of opened) stores.close()
    rmSync(folder, { recursive: true })
  })
  const signed = await Promise.all(opened.map(({ signingKeys }) => sign(keysOver(signingKeys), 1)))
  expect(new Set(signed.map(({ kid }) => kid)).size).toBe(1)
  expect(await opened[0]!.signingKeys.list()).toHaveLength(1)
})

test('a rotation is seen by another process, and what was signed before still verifies while it can live', async () => {
  const { signingKeys: store } = memoryStores()
  const [one, other] = [keysOver(store), keysOver(store)]
  const before = await sign(other, 10)
  const made = await one.rotate!(20, false)
  expect((await sign(other, 20)).kid).toBe(made.kid)
  expect((await other.published(20)).map(({ kid }) => kid)).toEqual([made.kid, before.kid])
  const late = 20 + KEEP_MS - 1
  await expect(compactVerify(before.jws, (await other.find(before.kid, late))!)).resolves.toBeDefined()
  expect(await other.find(before.kid, late + 1)).toBeNull()
  expect((await other.published(late + 1)).map(({ kid }) => kid)).toEqual([made.kid])
  await one.rotate!(late + 1, false)
  expect(await store.find(before.kid)).toBeNull()
  expect(await store.list()).toHaveLength(2)
})

test('dropped keys are unknown at once, also to a process that has used them', async () => {
  const { signingKeys: store } = memoryStores()
  const [one, other] = [keysOver(store), keysOver(store)]
  const first = await sign(other, 10)
  const second = await one.rotate!(20, false)
  expect(await other.find(first.kid, 20)).not.toBeNull()
  expect(await other.find(second.kid, 20)).not.toBeNull()
  const third = await one.rotate!(20, true)
  expect(await other.find(first.kid, 20)).toBeNull()
  expect(await other.find(second.kid, 20)).toBeNull()
  expect((await other.published(20)).map(({ kid }) => kid)).toEqual([third.kid])
  expect((await sign(other, 21)).kid).toBe(third.kid)
})

test('a key that may be trusted for a while is asked for once in it, and while the store does not answer', async () => {
  const { signingKeys: store } = memoryStores()
  const [one, other] = [keysOver(store), keysOver(store)]
  const { kid } = await sign(one, 1)
  let asked = 0
  const { find } = store
  store.find = (wanted) => (asked++, find(wanted))
  for (const now of [10, 500, 1009]) expect(await other.find(kid, now, 1000)).not.toBeNull()
  expect(asked).toBe(1)
  expect(await other.find(kid, 1010, 1000)).not.toBeNull()
  expect(asked).toBe(2)

  store.find = () => Promise.reject(new StoreUnavailable('down'))
  expect(await other.find(kid, 9000, 1000)).not.toBeNull()
  await expect(other.find(kid, 9000)).rejects.toThrow('down')
  await expect(keysOver(store).find(kid, 9000, 1000)).rejects.toThrow('down')

  store.find = find
  await one.rotate!(9001, true)
  expect(await other.find(kid, 10_001, 1000)).toBeNull()
})

test('a key that was dropped stays unknown to whoever noticed, also when the store then goes away', async () => {
  const { signingKeys: store } = memoryStores()
  const [one, other] = [keysOver(store), keysOver(store)]
  const { kid } = await sign(one, 1)
  expect(await other.find(kid, 1, 1000)).not.toBeNull()
  await one.rotate!(2, true)
  expect(await other.find(kid, 2000, 1000)).toBeNull()
  const { find } = store
  store.find = () => Promise.reject(new StoreUnavailable('down'))
  for (const now of [1, 2001, 9000]) expect(await other.find(kid, now, 1000)).toBeNull()
  store.find = find
})

test('a check under way while its key is dropped does not bring it back', async () => {
  const { signingKeys: store } = memoryStores()
  const keys = keysOver(store)
  const { kid } = await sign(keys, 1)
  const { find } = store
  let answer = (): void => undefined
  store.find = async (wanted) => {
    const row = await find(wanted)
    await new Promise<void>((resolve) => (answer = resolve))
    return row
  }
  const slow = keys.find(kid, 1)
  await Promise.resolve()
  await Promise.resolve()
  store.find = find
  await keys.rotate!(2, true)
  answer()
  expect(await slow).toBeNull()
  store.find = () => Promise.reject(new StoreUnavailable('down'))
  expect(await keys.find(kid, 2, 1000)).toBeNull()
})

test('rotations at the same moment leave one key that signs', async () => {
  const { signingKeys: store } = memoryStores()
  const made = await Promise.all([keysOver(store), keysOver(store), keysOver(store)].map((keys) => keys.rotate!(10, false)))
  const rows = await store.list()
  expect(rows.filter(({ retiredAt }) => retiredAt === null)).toHaveLength(1)
  expect(made.map(({ kid }) => kid).sort()).toEqual(rows.map(({ kid }) => kid).sort())
})

test('a previous secret opens a key, which is then sealed with the current one', async () => {
  const { signingKeys: store } = memoryStores()
  const { kid } = await keysOver(store).current(1)
  const next = newOpaqueId()
  expect((await keysOver(store, [next, secret]).current(2)).kid).toBe(kid)
  expect((await keysOver(store, [next]).current(3)).kid).toBe(kid)
})

test('a key that no secret opens signs no more, and what it signed still verifies', async () => {
  const { signingKeys: store } = memoryStores()
  const before = await sign(keysOver(store), 1)
  const keys = keysOver(store, [newOpaqueId()])
  const { kid } = await keys.current(2)
  expect(kid).not.toBe(before.kid)
  await expect(compactVerify(before.jws, (await keys.find(before.kid, 2))!)).resolves.toBeDefined()
})

test('a key that was put in another’s place is not signed with', async () => {
  const { signingKeys: store } = memoryStores()
  const { kid } = await keysOver(store).current(1)
  const other = memoryStores().signingKeys
  await keysOver(other).current(1)
  const [mine, theirs] = [await store.active(), await other.active()]
  await store.reseal(kid, mine!.sealedKey, theirs!.sealedKey)
  expect((await keysOver(store).current(2)).kid).not.toBe(kid)
})

test('a key of the environment signs, is published, and does not rotate', async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const jwk = (await exportJWK(privateKey)) as unknown as PrivateJwk
  const keys = fixedSigningKey(jwk)
  const { kid, jws } = await sign(keys, 1)
  expect(kid).toBe(await calculateJwkThumbprint({ ...jwk }))
  expect(await keys.published(1)).toEqual([{ kty: 'OKP', crv: 'Ed25519', x: jwk.x, kid, alg: 'EdDSA', use: 'sig' }])
  await expect(compactVerify(jws, (await keys.find(kid, 1))!)).resolves.toBeDefined()
  expect(await keys.find('other', 1)).toBeNull()
  expect(keys.rotate).toBeUndefined()
})
