import { randomBytes } from 'node:crypto'
import { sha256 } from './sha256'

/** A new credential that means nothing by itself: 256 random bits, base64url, 43 characters. ASVS 7.2.3. */
export function newOpaqueId(): string {
  return randomBytes(32).toString('base64url')
}

/** What may be stored of a credential: SHA-256, base64url. A random 256-bit id needs no salt and no slow hash. */
export function hashOpaqueId(id: string): string {
  return sha256(id)
}

/** A new public name for a session, a person or an event: 128 random bits, base64url. Never a credential. */
export function newPublicId(): string {
  return randomBytes(16).toString('base64url')
}
