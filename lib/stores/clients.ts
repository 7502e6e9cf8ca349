import type { Actor } from '@/lib/auth/contract'

/** `createdAt` in ms since epoch. */
export interface StoredClient {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: number
}

/** Other servers that may ask for tokens. `secretHash` is SHA-256 of the secret, base64url. */
export interface ClientStore {
  /** @throws {SessionOver} of the actor */
  create(client: StoredClient, secretHash: string, actor?: Actor): Promise<void>
  find(id: string): Promise<{ client: StoredClient; secretHash: string } | null>
  /** Oldest first. */
  list(): Promise<readonly StoredClient[]>
  /** False when there is none. @throws {SessionOver} of the actor */
  delete(id: string, actor?: Actor): Promise<boolean>
}
