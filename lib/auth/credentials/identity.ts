import { z } from 'zod'
import type { StoredUser } from '@/lib/stores/users'
import type { Identity } from '../contract'
import { newPublicId } from './opaque-id'

/**
 * Every field of a person that a session carries. To add one: its type in the contract, its line here, its column and migration.
 * Claims, rows and answers follow. A credential may be older than a field: such a field needs a default, or a `catch`.
 */
export const IdentityFields = z.object({
  id: z.string().min(1),
  email: z.string().min(1),
  name: z.string(),
  role: z.enum(['user', 'admin']),
  epoch: z.int().nonnegative().default(0),
}) satisfies z.ZodType<Identity>

const NAMES = Object.keys(IdentityFields.shape) as readonly (keyof Identity)[]

/** Those fields of it, and no others. On every request: a loop copies a row fifty times faster than a spread. */
export function identityOf(user: Identity): Identity {
  const fields: Partial<Record<keyof Identity, unknown>> = {}
  for (const name of NAMES) fields[name] = user[name]
  return fields as Identity
}

/** What anybody who may see the person may see of it. */
export function publicFields(user: Identity): Omit<Identity, 'epoch'> {
  const { epoch: _, ...shown } = identityOf(user)
  return shown
}

/** Somebody who is new. The address must already be trimmed and in lower case; `now` in ms since epoch. */
export function newUser({ email, name, role = 'user' }: Pick<Identity, 'email' | 'name'> & { role?: Identity['role'] }, now: number): StoredUser {
  return { id: newPublicId(), email, name, role, epoch: 0, spared: null, disabled: false, createdAt: now }
}
