import type { Actor } from '@/lib/auth/contract'

/** Times in ms since epoch. */
export interface StoredSigningKey {
  readonly kid: string
  /** A JWK, as JSON. */
  readonly publicKey: string
  /** The private JWK, encrypted; never in the clear. */
  readonly sealedKey: string
  readonly createdAt: number
  /** Since when it signs nothing new; null for the one that signs. */
  readonly retiredAt: number | null
}

export interface SigningKeyStore {
  /** Newest first. */
  list(): Promise<readonly StoredSigningKey[]>
  find(kid: string): Promise<StoredSigningKey | null>
  /** The key that signs. */
  active(): Promise<StoredSigningKey | null>
  /**
   * Makes `key` the one that signs, in place of `before` (null: of none), which is retired. One transaction decides: false,
   * and nothing changes, when another key signs by now. @throws {SessionOver} of the actor, and nothing has changed
   */
  replace(before: string | null, key: StoredSigningKey, actor?: Actor): Promise<boolean>
  /** Replaces the encrypted form, unless somebody else did. */
  reseal(kid: string, before: string, after: string): Promise<void>
  /** Deletes what was retired at that moment or earlier; which. */
  purge(retiredAt: number): Promise<readonly string[]>
}
