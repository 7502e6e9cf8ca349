import { z } from 'zod'
import type { StoredUser } from '@/db/stores/contract'
import { Problem } from '@/lib/problem'
import { emailField, newPasswordField, passwordField, renewAndRecord, type PasswordDeps } from './accounts'
import { withPassword } from './attempts'
import { byNow } from './clock'
import type { AuthRequest, Effect, EndReason, Revocation, Session } from './contract'
import { record, recordEnded } from './events'
import { currentPerson } from './freshness'
import { oneLine } from './one-line'
import { hashPassword, verifyPassword } from './password'

export const NewNameInput = z.strictObject({ name: oneLine(100) })
export const NewEmailInput = z.strictObject({ email: emailField, currentPassword: passwordField })
export const NewPasswordInput = z.strictObject({ currentPassword: passwordField, newPassword: newPasswordField })
export const DeleteAccountInput = z.strictObject({ password: passwordField })

/** What a person's act on their own account needs. */
export interface OwnAccountDeps extends PasswordDeps {
  readonly session: Session
  readonly req: AuthRequest
}

/** This client goes on with a credential of its own; `revocation` says when everything else is over. */
export interface Replaced {
  readonly session: Session
  readonly effects: readonly Effect[]
  readonly revocation: Revocation
}

/** The credential says it too, where it says who somebody is. @throws {Problem} revoked */
export async function changeName(deps: OwnAccountDeps, name: string): Promise<{ user: StoredUser; effects: readonly Effect[] }> {
  const { mode, stores, session, req } = deps
  const user = await stores.users.update(session.user.id, { name })
  if (!user || user.disabled) throw new Problem('revoked')
  if (mode.facts.stateLives === 'store') return { user, effects: [] }
  const { id, email, role } = user
  const said = mode.reissue ? mode.reissue({ id, email, name: user.name, role }, byNow(req)) : renewAndRecord(deps, req)
  const { verdict, effects } = await said
  return { user, effects: verdict.ok ? effects : [] }
}

/** @throws {Problem} rate_limited, busy, wrong_password */
export async function changePassword(deps: OwnAccountDeps, input: z.infer<typeof NewPasswordInput>): Promise<Replaced> {
  const { stores, session, req } = deps
  const { id } = session.user
  const { before, prepared: after } = await confirmPassword(deps, input.currentPassword, () => hashPassword(input.newPassword))
  return replace(deps, 'password_changed', async () => {
    // Somebody else who knew the old one may have been faster.
    if (!(await stores.users.changePassword(id, before, after))) throw new Problem('wrong_password')
    await record(deps, req, 'password_changed', { userId: id, actorId: id, sessionId: session.id })
  })
}

/** @throws {Problem} rate_limited, busy, wrong_password, email_taken */
export async function changeEmail(deps: OwnAccountDeps, input: z.infer<typeof NewEmailInput>): Promise<Replaced> {
  const { users } = deps.stores
  const taken = () => new Problem('email_taken', undefined, { errors: [{ path: 'email', message: 'has an account already' }] })
  await confirmPassword(deps, input.currentPassword)
  const holder = await users.findByEmail(input.email)
  if (holder && holder.user.id !== deps.session.user.id) throw taken()
  return replace(deps, 'email_changed', async () => {
    if ((await users.changeEmail(deps.session.user.id, input.email)) === 'email_taken') throw taken()
  })
}

/** @throws {Problem} rate_limited, busy, wrong_password, last_admin */
export async function deleteAccount(deps: OwnAccountDeps, password: string): Promise<Revocation> {
  const { mode, stores, session, req } = deps
  const { id } = session.user
  await confirmPassword(deps, password)
  const deleted = await stores.users.delete(id, req.clock())
  if (deleted === null) throw new Problem('revoked')
  if (deleted === 'last_admin') throw new Problem('last_admin')
  await record(deps, req, 'account_deleted', { userId: id, actorId: id, sessionId: session.id })
  const revocation = await mode.revoke({ kind: 'account', userId: id }, byNow(req), { by: id, why: 'account_deleted' })
  // The rows went with the person, so the mode found none to end.
  const ended = deleted.length > 0 ? deleted : revocation.ended
  await recordEnded(deps, req, { ...revocation, ended }, { userId: id, actorId: id })
  return { ...revocation, effects: [...revocation.effects, ...mode.forget(req)], ended }
}

/**
 * Ends the others, changes the account, and begins anew here. They end before as well as after: a crash between the two
 * then leaves nobody signed in with what was to be changed, and whoever signed in with it meanwhile ends too.
 */
async function replace(deps: OwnAccountDeps, why: EndReason, change: () => Promise<void>): Promise<Replaced> {
  const { mode, stores, session, req } = deps
  const userId = session.user.id
  const cause = { by: userId, why }
  const others = await mode.revoke({ kind: 'user', userId, exceptId: session.id }, byNow(req), cause)
  await change()
  const user = await stores.users.findById(userId)
  if (!user) throw new Problem('revoked')
  const { email, name, role } = user
  const issued = await mode.issue({ id: userId, email, name, role }, byNow(req))
  const rest = await mode.revoke({ kind: 'user', userId, exceptId: issued.session.id }, byNow(req), cause)
  const revocation = { ...rest, ended: [...others.ended, ...rest.ended] }
  await recordEnded(deps, req, revocation, { userId, actorId: userId })
  if (!(await currentPerson(stores, issued.session))) {
    // Disabled or deleted meanwhile, which could not end what was not there yet.
    await mode.revoke({ kind: 'account', userId }, byNow(req), { by: null, why: 'account_disabled' })
    throw new Problem('revoked')
  }
  await record(deps, req, 'sign_in', { userId, actorId: userId, sessionId: issued.session.id, detail: why.replaceAll('_', ' ') })
  return { ...issued, revocation }
}

/**
 * The stored hash that this password matches, and what was `prepared` in the same turn. Tries count by session: whoever stole one
 * cannot guess on from elsewhere, nor keep its owner from changing the password. @throws {Problem} rate_limited, busy, wrong_password
 */
async function confirmPassword<T = undefined>(deps: OwnAccountDeps, password: string, prepare?: () => Promise<T>): Promise<{ before: string; prepared: T }> {
  const { stores, session, req } = deps
  const key = `password ${session.id}`
  const confirmed = await withPassword(deps, req, key, async () => {
    const before = await stores.users.findPassword(session.user.id)
    return (await verifyPassword(before, password)) && before !== null ? { before, prepared: (await prepare?.()) as T } : null
  })
  if (!confirmed) {
    await record(deps, req, 'sign_in_failed', { userId: session.user.id, actorId: null, sessionId: session.id, detail: 'wrong current password' })
    throw new Problem('wrong_password')
  }
  await stores.attempts.clear(key)
  return confirmed
}
