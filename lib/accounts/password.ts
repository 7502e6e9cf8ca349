import { randomBytes } from 'node:crypto'
import { hash, verify, type Options } from '@node-rs/argon2'
import { dictionary } from '@zxcvbn-ts/language-common'

/** Characters, as people count them. ASVS 6.2.1 and 6.2.9. */
export const PASSWORD_MIN = 8
export const PASSWORD_MAX = 128

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB (in KiB), two passes, one lane. argon2id is the default variant. */
const PARAMETERS: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Never matches; costs what a real check costs, so that the time says nothing about who has an account. */
const dummy = hashPassword(randomBytes(32).toString('base64url'))

/** Salted argon2id in PHC string form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS)
}

/** Takes as long without an account (`stored` null) as with a wrong password. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await dummy), password)
  return stored !== null && matches
}

let common: ReadonlySet<string> | undefined

/** Why a new password is refused, or null. No composition rules; ASVS 6.2.4 and 6.2.5. */
export function passwordWeakness(password: string): string | null {
  const length = [...password].length
  if (length < PASSWORD_MIN) return `must have at least ${String(PASSWORD_MIN)} characters`
  if (length > PASSWORD_MAX) return `must have at most ${String(PASSWORD_MAX)} characters`
  common ??= new Set(dictionary['passwords-common'])
  if (common.has(password.toLowerCase())) return 'is one of the most common passwords, which attackers try first'
  return null
}
