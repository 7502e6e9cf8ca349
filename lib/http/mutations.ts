import type { z } from 'zod'
import type { StoredUser } from '@/lib/stores/users'
import { flipOwnRole, renew, renewAndRecord, signIn, SignInInput, signOut, signUp, SignUpInput, type SignedIn } from '../accounts/accounts'
import { createClient, deleteClient, NewClientInput, rotateSigningKey, RotateInput } from '../accounts/administration'
import { clientBody, replacedBody, revocationBody, sessionBody, signedInBody, tokenBody, userBody } from './bodies'
import type { AuthRequest, Effect, Revocation, Session } from '../auth/contract'
import { REJECT_REASONS } from '../auth/reject'
import type { MutationName } from './mutation-forms'
import { changeEmail, changeName, changePassword, deleteAccount, DeleteAccountInput, NewEmailInput, NewNameInput, NewPasswordInput } from '../accounts/own-account'
import { AuthorityInput, endSessionsOfPerson, setAuthority } from '../accounts/people'
import type { App } from '../app'
import type { ProblemCode } from '../problem'
import { endOtherSessions, endSession } from '../accounts/sessions'
import { WHO, type Who } from './endpoint'
import { checkEdited, EditInput } from '../xray/edit'

/** How it was asked for. */
export interface Asking extends App {
  readonly req: AuthRequest
  /** Whom or what it is done to, where the address names it; empty where it does not. */
  readonly id: string
}

/** Who does it, where that must be somebody. */
export interface MutationCall extends Asking {
  readonly session: Session
  /** As the database has them. */
  readonly user: StoredUser
}

export interface Done<R> {
  /** 200 unless said otherwise. */
  readonly status?: number
  /** What the API answers with. */
  readonly body: R
  readonly effects?: readonly Effect[]
  /** That this client goes on with, if another than before. */
  readonly session?: Session
}

export interface Mutation<B, R> {
  /** What it does, in a few words. */
  readonly does: string
  /** Refusals besides those that follow from who may and what it takes. */
  readonly errors: readonly ProblemCode[]
  readonly who: Who
  /** Of the body; absent where there is none. */
  readonly input?: z.ZodType<B>
  readonly act: (acting: MutationCall, body: B) => Promise<Done<R>>
}

/** Each is done by a page's form and by the API alike: see `next/mutation.ts`. */
export const MUTATIONS = {
  'sign-up': asked('anybody', 'makes an account, and signs in', ['invalid_credentials', 'email_taken', 'rate_limited', 'busy'], SignUpInput, async (asking, input) => ({
    ...signedIn(asking, await signUp(asking, input, asking.req)),
    status: 201,
  })),
  'sign-in': asked('anybody', 'signs in', ['invalid_credentials', 'account_disabled', 'rate_limited', 'busy'], SignInInput, async (asking, input) =>
    signedIn(asking, await signIn(asking, input, asking.req)),
  ),
  'sign-out': asked('anybody', 'ends this session, and makes the client drop what it sent', [], undefined, async (asking) => revoked(await signOut(asking, asking.req))),
  renew: asked('anybody', 'gives this session a fresh credential, or a longer life', [...REJECT_REASONS, 'unsupported_by_mode'], undefined, async (asking) => {
    // What renews may be another credential than the one that signs in; where nothing does, nobody is told so but who is in.
    if (!asking.mode.renew) await WHO.signed_in({ app: asking, req: asking.req })
    const { session, effects } = await renew(asking, asking.req)
    return { body: { session: sessionBody(session), ...tokenBody(effects) }, effects, session }
  }),
  'flip-role': asked('signed_in', 'makes a demo person an administrator, or a user again; their credential is told nothing', ['forbidden', 'last_admin'], undefined, async (asking) => ({
    body: await flipOwnRole(asking, asking.req, asking.flipsAnyway),
  })),
  'edit-credential': asked('signed_in', 'checks this credential with one change to it; nothing is kept', [], EditInput, async ({ mode, req }, edit) => ({ body: await checkEdited(mode, req, edit) })),
  'change-name': by('current', "changes your name", [], NewNameInput, async (acting, { name }) => {
    const { user, effects } = await changeName(acting, name)
    return { body: { user: userBody(user), ...tokenBody(effects) }, effects }
  }),
  'change-email': by('current', 'changes the e-mail address you sign in with; every other session ends', ['wrong_password', 'email_taken', 'rate_limited', 'busy'], NewEmailInput, async (acting, input) => replaced(await changeEmail(acting, input))),
  'change-password': by('current', "changes your password; every other session ends", ['wrong_password', 'rate_limited', 'busy'], NewPasswordInput, async (acting, input) => replaced(await changePassword(acting, input))),
  'delete-account': by('current', "deletes your account", ['wrong_password', 'last_admin', 'rate_limited', 'busy'], DeleteAccountInput, async (acting, { password }) => revoked(await deleteAccount(acting, password))),
  'end-session': by('current', "ends one of your sessions", ['not_found', 'unsupported_by_mode'], undefined, async (acting) => revoked(await endSession(acting, acting.id))),
  'end-other-sessions': by('current', "ends all your other sessions", ['unsupported_by_mode'], undefined, async (acting) => revoked(await endOtherSessions(acting))),
  'set-authority': by('admin', 'gives or takes a role, disables or enables an account', ['not_found', 'last_admin'], AuthorityInput, async (acting, input) => {
    const { user, revocation } = await setAuthority(acting, acting.id, input)
    // Whoever disabled themselves is nobody from now on.
    const effects = user.disabled && user.id === acting.user.id ? acting.mode.forget(acting.req) : []
    return { body: { user: userBody(user), revocation: revocation && revocationBody(revocation) }, effects }
  }),
  'end-sessions-of-person': by('admin', 'ends every session of a person', ['not_found', 'unsupported_by_mode'], undefined, async (acting) => revoked(await endSessionsOfPerson(acting, acting.id))),
  'create-client': by('admin', 'makes a client that may ask for tokens; its secret is shown once', [], NewClientInput, async (acting, input) => {
    const { client, secret } = await createClient(acting, input)
    return { status: 201, body: { client: clientBody(client), client_secret: secret } }
  }),
  'delete-client': by('admin', 'deletes a client; its tokens are refused at once', ['not_found'], undefined, async (acting) => {
    await deleteClient(acting, acting.id)
    return { status: 204, body: undefined }
  }),
  'rotate-signing-key': by('admin', 'signs with a new key from now on', ['key_from_environment'], RotateInput, async (acting, { revoke }) => {
    const key = await rotateSigningKey(acting, acting.signingKeys, revoke)
    // What was dropped may have signed this client's own credential, and something else be there to renew it.
    const { effects } = revoke && !(await acting.mode.verify(acting.req)).ok ? await renewAndRecord(acting, acting.req) : { effects: [] }
    return { status: 201, body: { key }, effects }
  }),
} satisfies Record<MutationName, unknown>

/** The same for whoever does any of them: each entry knows its own body, and here they are all alike. */
export const EVERY_MUTATION = MUTATIONS as unknown as Readonly<Record<MutationName, Mutation<unknown, unknown>>>

/** What the API answers a mutation with. */
export type MutationBody<N extends MutationName> = Awaited<ReturnType<(typeof MUTATIONS)[N]['act']>>['body']

/** Where the account need not be looked up. */
function asked<B, R>(
  who: 'anybody' | 'signed_in',
  does: string,
  errors: readonly ProblemCode[],
  input: z.ZodType<B> | undefined,
  act: (asking: Asking, body: B) => Promise<Done<R>>,
): Mutation<B, R> {
  return { who, does, errors, ...(input && { input }), act }
}

function by<B, R>(
  who: 'current' | 'admin',
  does: string,
  errors: readonly ProblemCode[],
  input: z.ZodType<B> | undefined,
  act: Mutation<B, R>['act'],
): Mutation<B, R> {
  return { who, does, errors, ...(input && { input }), act }
}

function signedIn({ mode }: Asking, { session, effects }: SignedIn) {
  return { body: { ...signedInBody(mode, session), ...tokenBody(effects) }, effects, session }
}

function revoked(revocation: Revocation) {
  return { body: revocationBody(revocation), effects: revocation.effects }
}

function replaced(done: Parameters<typeof replacedBody>[0]) {
  return { body: replacedBody(done), effects: done.effects, session: done.session }
}
