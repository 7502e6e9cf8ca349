import { createHash } from 'node:crypto'
import type { Passwords } from '@/lib/accounts/attempts'
import { passwordQueue } from '@/lib/accounts/password-queue'

/** Of everybody in a testbed. How one proves who one is, is not what is tried there. */
export const PASSWORD = 'as everybody in a testbed has it'

/** What a store keeps of it. */
export const PASSWORD_HASH = cheapHash(PASSWORD)

/** Passwords that cost nothing to check, with no limit to how often. */
export function cheapPasswords(): Passwords {
  return {
    signInAttempts: Number.MAX_SAFE_INTEGER,
    addressAttempts: Number.MAX_SAFE_INTEGER,
    queue: passwordQueue(),
    verify: (stored, password) => Promise.resolve(stored === cheapHash(password)),
  }
}

function cheapHash(password: string): string {
  return createHash('sha256').update(password).digest('base64')
}
