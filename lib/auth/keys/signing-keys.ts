import { hkdfSync } from 'node:crypto'
import { calculateJwkThumbprint, CompactEncrypt, compactDecrypt, exportJWK, generateKeyPair, importJWK, type CryptoKey } from 'jose'
import { isStoreUnavailable } from '@/lib/stores/errors'
import type { SigningKeyStore, StoredSigningKey } from '@/lib/stores/signing-keys'
import type { Actor } from '../contract'
import { readPrivateJwk, type PrivateJwk } from './ed25519'

/** What anybody may know of a key; RFC 7517. */
export interface PublicJwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly kid: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
}

/** The Ed25519 keys that sign tokens. A `kid` is the key's RFC 7638 thumbprint, so it can name no other key. */
export interface SigningKeys {
  /** The key to sign with; made at the first call. */
  current(now: number): Promise<{ readonly kid: string; readonly key: CryptoKey }>
  /**
   * The public key of that name, while tokens that it signed are accepted. Asks the store, unless this process did within
   * `trustMs`: so long it may accept a key that another process has dropped. What it drops itself is gone at once. While
   * the store does not answer, a key that was trusted stays so, unless it is known to be dropped: then it is unknown for
   * good, whatever the store and the clock do.
   */
  find(kid: string, now: number, trustMs?: number): Promise<CryptoKey | null>
  /** Every key that `find` finds, newest first. */
  published(now: number): Promise<readonly PublicJwk[]>
  /** The times of those, in the same order; ms since epoch. Absent where the key is fixed and nobody noted them. */
  times?(now: number): Promise<readonly KeyTimes[]>
  /** Signs with a new key from now on. `drop`: whatever the others signed is refused at once. Absent where the key is fixed. */
  rotate?(now: number, drop: boolean, actor?: Actor): Promise<PublicJwk>
}

export interface KeyTimes {
  readonly kid: string
  readonly createdAt: number
  /** Null for the one that signs. */
  readonly retiredAt: number | null
  /** From when nothing that it signed is accepted any more; null for the one that signs. */
  readonly acceptedUntil: number | null
}

/** Keys that live encrypted in the store. */
export function storedSigningKeys(deps: {
  readonly store: SigningKeyStore
  /** The first encrypts and decrypts; the others only decrypt. */
  readonly secrets: readonly [string, ...string[]]
  /** How long the longest token lives, in ms: so long a retired key still verifies. */
  readonly keepMs: number
}): SigningKeys {
  const { store, keepMs } = deps
  const [sealing, ...older] = deps.secrets.map(sealingKey) as [Uint8Array, ...Uint8Array[]]
  /** Importing is slow, and no other key can ever have the same name. */
  const privateKeys = new Map<string, CryptoKey>()
  const publicKeys = new Map<string, CryptoKey>()
  const trusted = new Map<string, { readonly row: StoredSigningKey; readonly at: number }>()
  /**
   * Never evicted: a store restored from an older copy has the key again. Only keys of ours come in, so a client that
   * invents names cannot make it grow.
   */
  const dropped = new Set<string>()

  function markDropped(kids: Iterable<string>): void {
    for (const kid of kids) {
      dropped.add(kid)
      for (const known of [trusted, publicKeys, privateKeys]) known.delete(kid)
    }
  }

  function trust(row: StoredSigningKey, now: number): void {
    // It may have been dropped since it was read.
    if (!dropped.has(row.kid)) trusted.set(row.kid, { row, at: now })
  }

  /** Every key there is. What was trusted and is not among them was dropped. */
  async function listed(): Promise<readonly StoredSigningKey[]> {
    const before = [...trusted.keys()]
    const rows = await store.list()
    markDropped(before.filter((kid) => !rows.some((row) => row.kid === kid)))
    return rows.filter(({ kid }) => !dropped.has(kid))
  }

  const isKept = ({ retiredAt }: StoredSigningKey, now: number) => retiredAt === null || now < retiredAt + keepMs

  /** Null when no secret of ours opens it. */
  async function open({ kid, sealedKey }: StoredSigningKey): Promise<CryptoKey | null> {
    const known = privateKeys.get(kid)
    if (known) return known
    for (const secret of [sealing, ...older]) {
      const jwk = await unseal(sealedKey, secret)
      if (!jwk || (await calculateJwkThumbprint({ ...jwk })) !== kid) continue
      if (secret !== sealing) await store.reseal(kid, sealedKey, await seal(jwk, sealing))
      const key = await importKey(jwk)
      privateKeys.set(kid, key)
      return key
    }
    return null
  }

  async function readRow(kid: string, mayFallBack: boolean): Promise<StoredSigningKey | null> {
    const wasTrusted = trusted.has(kid)
    try {
      const row = await store.find(kid)
      if (!row && wasTrusted) markDropped([kid])
      return row
    } catch (error) {
      const otherwise = mayFallBack && isStoreUnavailable(error) ? trusted.get(kid) : undefined
      if (otherwise) return otherwise.row
      throw error
    }
  }

  async function make(now: number): Promise<StoredSigningKey> {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
    const jwk = (await exportJWK(pair.privateKey)) as unknown as PrivateJwk
    const published = await publicJwk(jwk)
    return {
      kid: published.kid,
      publicKey: JSON.stringify(published),
      sealedKey: await seal(jwk, sealing),
      createdAt: now,
      retiredAt: null,
    }
  }

  /** In place of whichever key signs when `isWanted` is asked, as often as another process was faster. */
  async function replace(now: number, isWanted: (active: StoredSigningKey | null) => Promise<boolean>, actor?: Actor) {
    for (;;) {
      const active = await store.active()
      if (active && !(await isWanted(active))) return active
      const made = await make(now)
      if (await store.replace(active?.kid ?? null, made, actor)) return made
    }
  }

  return {
    async current(now) {
      // A key that no secret opens cannot sign; what it signed is verified by its public part.
      const active = await replace(now, async (found) => found === null || dropped.has(found.kid) || (await open(found)) === null)
      const key = await open(active)
      if (!key) throw new Error(`the signing key ${active.kid} does not open with the secret that sealed it`)
      trust(active, now)
      return { kid: active.kid, key }
    },

    async find(kid, now, trustMs = 0) {
      if (dropped.has(kid)) return null
      const seen = trusted.get(kid)
      const row = seen && Math.abs(now - seen.at) < trustMs ? seen.row : await readRow(kid, trustMs > 0)
      if (!row || dropped.has(kid) || !isKept(row, now)) return null
      if (row !== seen?.row) trust(row, now)
      const known = publicKeys.get(kid)
      if (known) return known
      const key = await importKey(JSON.parse(row.publicKey) as PublicJwk)
      publicKeys.set(kid, key)
      return key
    },

    async published(now) {
      await replace(now, (found) => Promise.resolve(found === null || dropped.has(found.kid)))
      const rows = await listed()
      return rows.filter((row) => isKept(row, now)).map(({ publicKey }) => JSON.parse(publicKey) as PublicJwk)
    },

    async times(now) {
      const rows = await listed()
      return rows
        .filter((row) => isKept(row, now))
        .map(({ kid, createdAt, retiredAt }) => ({ kid, createdAt, retiredAt, acceptedUntil: retiredAt === null ? null : retiredAt + keepMs }))
    },

    async rotate(now, drop, actor) {
      const made = await replace(now, () => Promise.resolve(true), actor)
      // Before, too: when the answer is lost, nobody knows whether they are gone.
      if (drop) trusted.clear()
      markDropped(await store.purge(drop ? Number.MAX_SAFE_INTEGER : now - keepMs))
      trusted.clear()
      return JSON.parse(made.publicKey) as PublicJwk
    },
  }
}

/** The one key of AUTH_SIGNING_KEY. Nothing is stored, and nothing rotates but by changing it. */
export function fixedSigningKey(jwk: PrivateJwk): SigningKeys {
  const loaded = Promise.all([publicJwk(jwk), importKey(jwk), importKey({ ...jwk, d: undefined })])
  return {
    async current() {
      const [{ kid }, key] = await loaded
      return { kid, key }
    },
    async find(kid) {
      const [published, , key] = await loaded
      return kid === published.kid ? key : null
    },
    async published() {
      return [(await loaded)[0]]
    },
  }
}

/** Of AUTH_SECRET, for this purpose and no other; RFC 5869. */
function sealingKey(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', 'stateside: signing keys at rest', 32))
}

function seal(jwk: PrivateJwk, secret: Uint8Array): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(jwk)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(secret)
}

async function unseal(sealed: string, secret: Uint8Array): Promise<PrivateJwk | null> {
  try {
    const { plaintext } = await compactDecrypt(sealed, secret, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    const read = readPrivateJwk(new TextDecoder().decode(plaintext))
    return 'jwk' in read ? read.jwk : null
  } catch {
    return null
  }
}

async function publicJwk({ kty, crv, x }: PrivateJwk): Promise<PublicJwk> {
  return { kty, crv, x, kid: await calculateJwkThumbprint({ kty, crv, x }), alg: 'EdDSA', use: 'sig' }
}

async function importKey({ kty, crv, x, d }: { kty: string; crv: string; x: string; d?: string | undefined }): Promise<CryptoKey> {
  const key = await importJWK({ kty, crv, x, ...(d === undefined ? {} : { d }) }, 'EdDSA')
  if (key instanceof Uint8Array) throw new Error('a symmetric key cannot sign for others to verify')
  return key
}
