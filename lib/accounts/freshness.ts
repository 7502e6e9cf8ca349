import { isStoreUnavailable } from '@/lib/stores/errors'
import type { Stores } from '@/lib/stores/stores'
import { counts, type StoredUser } from '@/lib/stores/users'
import type { Accepted, AuthRequest, Identity, Session } from '../auth/contract'

/**
 * The person as the database has them now; null when they were disabled or deleted. A role, and whether an account is
 * enabled, are authority: where it matters, no credential is believed about them, in any mode.
 */
export async function currentPerson({ users }: Pick<Stores, 'users'>, session: Session): Promise<StoredUser | null> {
  const user = await users.findById(session.user.id)
  return user && counts(user, { id: session.id, epoch: session.user.epoch }) ? user : null
}

/** What a credential says of a person and can be wrong about. */
const COMPARED = ['email', 'name', 'role'] as const

/** What the database says otherwise than a credential. */
export interface Outdated extends Partial<Pick<Identity, (typeof COMPARED)[number]>> {
  readonly disabled?: true
  readonly deleted?: true
}

/**
 * Null where nothing is: so when the check itself read the person just now. Elsewhere this read comes on top of the check
 * and is no part of it; when the store does not answer, nothing is said.
 */
export async function outdatedOf(
  { users }: Pick<Stores, 'users'>,
  { session, issuedAt }: Accepted,
  req: AuthRequest,
): Promise<Outdated | null> {
  if (issuedAt === req.now) return null
  try {
    const user = await users.findById(session.user.id)
    if (!user) return { deleted: true }
    const other = COMPARED.filter((field) => user[field] !== session.user[field]).map((field) => [field, user[field]] as const)
    const said: Outdated = { ...Object.fromEntries(other), ...(user.disabled ? { disabled: true as const } : {}) }
    return Object.keys(said).length === 0 ? null : said
  } catch (error) {
    if (isStoreUnavailable(error)) return null
    throw error
  }
}
