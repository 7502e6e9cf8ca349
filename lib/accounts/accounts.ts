import { z } from 'zod'
import { isSessionOver } from '@/lib/stores/errors'
import { counts, type StoredUser } from '@/lib/stores/users'
import { Problem } from '@/lib/problem'
import { actorOf } from './actor'
import { networkOf } from './address'
import { withPassword } from './attempts'
import { byNow } from './clock'
import type { AuthRequest, Effect, EndReason, Revocation, Role, Session, Verdict } from '../auth/contract'
import { record, recordEachEnded } from './events'
import { identityOf, newUser } from '@/lib/auth/credentials/identity'
import { oneLine } from './one-line'
import { hashPassword, passwordWeakness } from './password'
import type { PasswordServices, Services } from './acting'

export const emailField = z
  .string({ error: 'must be text' })
  .trim()
  .toLowerCase()
  .max(254, { error: 'must have at most 254 characters' })
  .pipe(z.email({ error: 'must be an e-mail address' }))

/** One that exists already. */
export const passwordField = z.string({ error: 'must be text' }).min(1, { error: 'must not be empty' })

export const newPasswordField = z.string({ error: 'must be text' }).superRefine((password, context) => {
  const weakness = passwordWeakness(password)
  if (weakness !== null) context.addIssue({ code: 'custom', message: weakness })
})

export const SignInInput = z.strictObject({ email: emailField, password: passwordField })

export const SignUpInput = z.strictObject({ email: emailField, name: oneLine(100), password: newPasswordField })

export interface SignedIn {
  readonly session: Session
  readonly effects: readonly Effect[]
}

/** @throws {Problem} email_taken, rate_limited, busy */
export async function signUp(deps: PasswordServices, input: z.infer<typeof SignUpInput>, req: AuthRequest): Promise<SignedIn> {
  const { users } = deps.stores
  const taken = () => new Problem('email_taken', undefined, { errors: [{ path: 'email', message: 'has an account already' }] })
  const passwordHash = await withPassword(deps, req, null, async () => {
    if (await users.findByEmail(input.email)) throw taken()
    return hashPassword(input.password)
  })
  const user = newUser(input, req.now)
  if (!(await users.create(user, passwordHash))) throw taken()
  await record(deps, req, 'sign_up', { userId: user.id, actorId: user.id })
  const begun = await begin(deps, user, byNow(req))
  if (!begun) throw new Problem('invalid_credentials')
  return begun
}

/** @throws {Problem} invalid_credentials, account_disabled, rate_limited, busy */
export async function signIn(deps: PasswordServices, input: z.infer<typeof SignInInput>, req: AuthRequest): Promise<SignedIn> {
  const { users, attempts } = deps.stores
  // By account and address together: a stranger elsewhere cannot lock anybody out.
  const key = `${input.email} ${networkOf(req.device.ip)}`
  const { found, matches } = await withPassword(deps, req, key, async () => {
    const account = await users.findByEmail(input.email)
    return { found: account, matches: await deps.passwords.verify(account?.passwordHash ?? null, input.password) }
  })
  if (!matches || !found) {
    await record(deps, req, 'sign_in_failed', { userId: found?.user.id ?? null, actorId: null })
    throw new Problem('invalid_credentials')
  }
  await attempts.clear(key)
  if (found.user.disabled) {
    await record(deps, req, 'sign_in_failed', { userId: found.user.id, actorId: null, detail: 'the account is disabled' })
    throw new Problem('account_disabled')
  }
  // While the password was being checked, all sessions of this person may have been ended: the new one begins after that, unless
  // the password was changed, or the account disabled or deleted.
  for (let user = found.user; ;) {
    const begun = await begin(deps, user, byNow(req))
    if (begun) return begun
    const now = await users.findByEmail(input.email)
    if (!now || now.user.disabled || now.passwordHash !== found.passwordHash) throw new Problem('invalid_credentials')
    user = now.user
  }
}

/** A fresh credential, or a longer life for this one. @throws {Problem} a reject reason, unsupported_by_mode */
export async function renew(deps: Services, req: AuthRequest): Promise<SignedIn> {
  const { mode } = deps
  if (!mode.renew) throw new Problem('unsupported_by_mode', `In ${mode.name} mode nothing can be renewed; sign in again.`)
  const { verdict, effects } = await renewAndRecord(deps, req)
  if (!verdict.ok) throw new Problem(verdict.reason)
  return { session: verdict.session, effects }
}

/** As the mode renews; a credential that was replayed goes on record. For the proxy, where a refusal is no error. */
export async function renewAndRecord(
  deps: Services,
  req: AuthRequest,
): Promise<{ readonly verdict: Verdict; readonly effects: readonly Effect[] }> {
  const { mode } = deps
  if (!mode.renew) return { verdict: await mode.verify(req), effects: [] }
  const renewed = await mode.renew(req)
  if (!renewed.verdict.ok && renewed.verdict.reason === 'replayed' && renewed.verdict.about) {
    const { userId, sessionId } = renewed.verdict.about
    // By nobody we know.
    for (const type of ['refresh_replayed', 'session_revoked'] as const) await record(deps, req, type, { userId, actorId: null, sessionId })
  }
  return renewed
}

/**
 * Makes the demo person of this request an admin in the database, or a user again, and tells their credential nothing. Who may,
 * the store decides by `mayFlip`; nobody where `anyway` is null. @throws {Problem} a reject reason, forbidden, last_admin
 */
export async function flipOwnRole(
  deps: Services,
  req: AuthRequest,
  anyway: boolean | null,
): Promise<{ readonly role: Role }> {
  const verdict = await deps.mode.verify(req)
  if (!verdict.ok) throw new Problem(verdict.reason)
  if (anyway === null) throw new Problem('forbidden')
  const { id } = verdict.session.user
  const changed = await deps.stores.users.flipDemoRole(id, anyway, actorOf(verdict.session))
  if (changed === null) throw new Problem('revoked')
  if (changed === 'not_allowed') throw new Problem('forbidden')
  if (changed === 'last_admin') throw new Problem('last_admin')
  const { role } = changed.after
  await record(deps, req, 'role_changed', { userId: id, actorId: id, sessionId: verdict.session.id, detail: `to ${role}` })
  return { role }
}

/** Ends the session of this request and makes the client drop what it sent, also when that was no session. */
export async function signOut(deps: Services, req: AuthRequest): Promise<Revocation> {
  const session = await identify(deps, req)
  if (!session) return { takesEffect: 'now', effects: deps.mode.forget(req), ended: [] }
  await record(deps, req, 'sign_out', { userId: session.user.id, actorId: session.user.id, sessionId: session.id })
  return end(deps, session, req, 'sign_out')
}

/** Whose session this client holds, to end it. */
async function identify({ mode }: Services, req: AuthRequest): Promise<Session | null> {
  if (mode.identify) return mode.identify(req)
  const verdict = await mode.verify(req)
  return verdict.ok ? verdict.session : null
}

/** Ends this request's session as far as the mode can; only what really ended is written down as ended. */
async function end(deps: Services, session: Session, req: AuthRequest, why: EndReason): Promise<Revocation> {
  const revocation = await deps.mode.revoke({ kind: 'this', session }, req, { by: session.user.id, why })
  await recordEachEnded(deps, req, revocation.ended, { userId: session.user.id, actorId: session.user.id })
  return revocation
}

/**
 * A fresh credential at every sign-in; the session this browser had ends. ASVS 7.2.4. Null, and nothing has changed, when the
 * account is not as `user` says any more.
 */
export async function begin(deps: Services, user: StoredUser, req: AuthRequest): Promise<SignedIn | null> {
  const before = await identify(deps, req)
  const issued = await issueTo(deps, user, req)
  if (!issued) return null
  if (before) await end(deps, before, req, 'signed_in_again')
  await record(deps, req, 'sign_in', { userId: user.id, actorId: user.id, sessionId: issued.session.id })
  return issued
}

/** A credential for the person as `user` says; null when the store knows better by now. */
export async function issueTo({ mode, stores }: Services, user: StoredUser, req: AuthRequest): Promise<SignedIn | null> {
  try {
    const issued = await mode.issue(identityOf(user), req)
    const happening = { userId: user.id, actorId: null, detail: 'the limit of sessions per person was reached' }
    await recordEachEnded({ stores }, req, issued.ended ?? [], happening)
    // Where the store keeps no session it could not decide with the write. What is not handed over exists for nobody.
    const now = await stores.users.findById(user.id)
    return now && counts(now, { id: issued.session.id, epoch: user.epoch }) ? issued : null
  } catch (error) {
    if (isSessionOver(error)) return null
    throw error
  }
}
