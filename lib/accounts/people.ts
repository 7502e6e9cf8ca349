import { z } from 'zod'
import type { Authority, StoredUser, UserQuery } from '@/lib/stores/users'
import { Problem } from '@/lib/problem'
import { adminOf } from './actor'
import { byNow } from './clock'
import type { Page, Revocation, Session } from '../auth/contract'
import { record, recordEnded } from './events'
import { countSessions, endSessionsOf } from './sessions'
import type { Acting } from './acting'

/** People, and how many sessions of each live, as `countSessions` has it. */
export async function listPeople(
  deps: Omit<Acting, 'session'>,
  query: UserQuery,
): Promise<Page<StoredUser & { readonly sessions: number | null }>> {
  const { items, next } = await deps.stores.users.list(query)
  return { items: await Promise.all(items.map(async (user) => ({ ...user, sessions: await countSessions(deps, user.id) }))), next }
}

export const AuthorityInput = z.strictObject({
  role: z.enum(['user', 'admin'], { error: 'must be one of: user, admin' }).optional(),
  disabled: z.boolean({ error: 'must be true or false' }).optional(),
})

/** Who gives or takes: an administrator, or null for whoever runs this server, from its command line. */
export interface Granting extends Omit<Acting, 'session'> {
  readonly session: Session | null
}

/**
 * Gives a person a role, or disables or enables them; `revocation` says how soon what was taken away is felt, and is null
 * when nothing was. @throws {Problem} not_found, last_admin
 */
export async function setAuthority(
  deps: Granting,
  userId: string,
  { role, disabled }: z.infer<typeof AuthorityInput>,
): Promise<{ user: StoredUser; revocation: Revocation | null }> {
  const { mode, stores, session, req } = deps
  const actorId = session?.user.id ?? null
  const change: Authority = { ...(role === undefined ? {} : { role }), ...(disabled === undefined ? {} : { disabled }) }
  const ending = { at: req.clock(), by: actorId, why: 'account_disabled' } as const
  const changed = await stores.users.setAuthority(userId, change, ending, session ? adminOf(session) : undefined)
  if (changed === null) throw nobody()
  if (changed === 'last_admin') throw new Problem('last_admin')
  const { before, after } = changed
  const happened = { userId, actorId, sessionId: session?.id ?? null }
  const from = session ? '' : ', from the command line'
  if (after.role !== before.role) await record(deps, req, 'role_changed', { ...happened, detail: `to ${after.role}${from}` })
  if (after.disabled !== before.disabled) await record(deps, req, after.disabled ? 'account_disabled' : 'account_enabled', happened)

  const now = byNow(req)
  const cause = { by: actorId, why: 'account_disabled' } as const
  // Also where nothing changed: the try before may have broken off here.
  const ended = disabled === true ? await mode.revoke({ kind: 'user', userId, epoch: after.epoch }, now, cause) : null
  if (ended && !before.disabled) await recordEnded(deps, req, ended, { userId, actorId })
  if (ended && !before.disabled) return { user: after, revocation: ended }
  const demoted = before.role === 'admin' && after.role === 'user'
  return { user: after, revocation: demoted ? await mode.revoke({ kind: 'role', userId }, now, cause) : null }
}

/** Ends every session of a person. @throws {Problem} not_found, unsupported_by_mode with `until` */
export async function endSessionsOfPerson(deps: Acting, userId: string): Promise<Revocation> {
  if (!(await deps.stores.users.findById(userId))) throw nobody()
  const revocation = await endSessionsOf(deps, userId, adminOf(deps.session))
  const own = userId === deps.session.user.id
  return own ? { ...revocation, effects: [...revocation.effects, ...deps.mode.forget(deps.req)] } : revocation
}

function nobody(): Problem {
  return new Problem('not_found', 'There is no person with this id.')
}
