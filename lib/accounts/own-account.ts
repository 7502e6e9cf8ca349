import { z } from 'zod'
import type { StoredUser } from '@/lib/stores/users'
import { Problem } from '@/lib/problem'
import { emailField, issueTo, newPasswordField, passwordField, renewAndRecord } from './accounts'
import type { Acting, PasswordServices } from './acting'
import { actorOf } from './actor'
import { withPassword } from './attempts'
import { byNow } from './clock'
import type { Effect, EndReason, Revocation, Session } from '../auth/contract'
import { record, recordEnded } from './events'
import { identityOf } from '@/lib/auth/credentials/identity'
import { oneLine } from './one-line'
import { hashPassword } from './password'

export const NewNameInput = z.strictObject({ name: oneLine(100) })
export const NewEmailInput = z.strictObject({ email: emailField, currentPassword: passwordField })
export const NewPasswordInput = z.strictObject({ currentPassword: passwordField, newPassword: newPasswordField })
export const DeleteAccountInput = z.strictObject({ password: passwordField })

/** This client goes on with a credential of its own; `revocation` says when everything else is over. */
export interface Replaced {
  readonly session: Session
  readonly effects: readonly Effect[]
  readonly revocation: Revocation
}

/** The credential says it too, where it says who somebody is. @throws {Problem} revoked */
export async function changeName(deps: Acting & PasswordServices, name: string): Promise<{ user: StoredUser; effects: readonly Effect[] }> {
  const { mode, stores, session, req } = deps
  const user = await stores.users.rename(session.user.id, name, actorOf(session))
  if (!user) throw new Problem('revoked')
  if (mode.facts.stateLives === 'store') return { user, effects: [] }
  const said = mode.reissue ? mode.reissue(identityOf(user), byNow(req)) : renewAndRecord(deps, req)
  const { verdict, effects } = await said
  return { user, effects: verdict.ok ? effects : [] }
}

/** @throws {Problem} rate_limited, busy, wrong_password */
export async function changePassword(deps: Acting & PasswordServices, input: z.infer<typeof NewPasswordInput>): Promise<Replaced> {
  const { stores, session, req } = deps
  const { id } = session.user
  const { before, prepared: after } = await confirmPassword(deps, input.currentPassword, () => hashPassword(input.newPassword))
  const user = await stores.users.changePassword(id, before, after, { at: req.clock(), by: id, why: 'password_changed' }, actorOf(session))
  // Somebody else who knew the old one was faster.
  if (!user) throw new Problem('wrong_password')
  await record(deps, req, 'password_changed', { userId: id, actorId: id, sessionId: session.id })
  return replace(deps, user, 'password_changed')
}

/** @throws {Problem} rate_limited, busy, wrong_password, email_taken */
export async function changeEmail(deps: Acting & PasswordServices, input: z.infer<typeof NewEmailInput>): Promise<Replaced> {
  const { stores, session, req } = deps
  const { id } = session.user
  await confirmPassword(deps, input.currentPassword)
  const user = await stores.users.changeEmail(id, input.email, { at: req.clock(), by: id, why: 'email_changed' }, actorOf(session))
  if (user === 'email_taken') {
    throw new Problem('email_taken', undefined, { errors: [{ path: 'email', message: 'has an account already' }] })
  }
  if (!user) throw new Problem('revoked')
  return replace(deps, user, 'email_changed')
}

/** @throws {Problem} rate_limited, busy, wrong_password, last_admin */
export async function deleteAccount(deps: Acting & PasswordServices, password: string): Promise<Revocation> {
  const { mode, stores, session, req } = deps
  const { id } = session.user
  await confirmPassword(deps, password)
  const deleted = await stores.users.delete(id, req.clock(), actorOf(session))
  if (deleted === null) throw new Problem('revoked')
  if (deleted === 'last_admin') throw new Problem('last_admin')
  await record(deps, req, 'account_deleted', { userId: id, actorId: id, sessionId: session.id })
  // No epoch of theirs is left.
  const target = { kind: 'user', userId: id, epoch: Number.MAX_SAFE_INTEGER } as const
  const revocation = await mode.revoke(target, byNow(req), { by: id, why: 'account_deleted' })
  // The rows went with the person, so the mode found none to end.
  const ended = deleted.length > 0 ? deleted : revocation.ended
  await recordEnded(deps, req, { ...revocation, ended }, { userId: id, actorId: id })
  return { ...revocation, effects: [...revocation.effects, ...mode.forget(req)], ended }
}

/**
 * Goes on here with a new credential, once the change that began the person's next epoch has been made: with it every session
 * that was there is over, and whoever signed in meanwhile with what was changed.
 */
async function replace(deps: Acting & PasswordServices, user: StoredUser, why: EndReason): Promise<Replaced> {
  const { mode, req } = deps
  const { id: userId, epoch } = user
  const revocation = await mode.revoke({ kind: 'user', userId, epoch }, byNow(req), { by: userId, why })
  await recordEnded(deps, req, revocation, { userId, actorId: userId })
  const issued = await issueTo(deps, user, byNow(req))
  // Disabled, deleted or ended again meanwhile.
  if (!issued) throw new Problem('revoked')
  await record(deps, req, 'sign_in', { userId, actorId: userId, sessionId: issued.session.id, detail: why.replaceAll('_', ' ') })
  return { ...issued, revocation }
}

/**
 * The stored hash that this password matches, and what was `prepared` in the same turn. Tries count by session: whoever stole one
 * cannot guess on from elsewhere, nor keep its owner from changing the password. @throws {Problem} rate_limited, busy, wrong_password
 */
async function confirmPassword<T = undefined>(deps: Acting & PasswordServices, password: string, prepare?: () => Promise<T>): Promise<{ before: string; prepared: T }> {
  const { stores, session, req } = deps
  const key = `password ${session.id}`
  const confirmed = await withPassword(deps, req, key, async () => {
    const before = await stores.users.findPassword(session.user.id)
    return (await deps.passwords.verify(before, password)) && before !== null ? { before, prepared: (await prepare?.()) as T } : null
  })
  if (!confirmed) {
    await record(deps, req, 'sign_in_failed', { userId: session.user.id, actorId: null, sessionId: session.id, detail: 'wrong current password' })
    throw new Problem('wrong_password')
  }
  await stores.attempts.clear(key)
  return confirmed
}
