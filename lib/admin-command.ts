import { isStoreUnavailable } from '@/lib/stores/errors'
import type { Stores } from '@/lib/stores/stores'
import type { StoredUser } from '@/lib/stores/users'
import { emailField } from './accounts/accounts'
import type { AuthMode, AuthRequest, Role } from '@/lib/auth/contract'
import { MOST_PER_PAGE } from '@/lib/stores/paging'
import { setAuthority } from './accounts/people'
import { EnvError } from '@/lib/env'
import { Problem, PROBLEMS } from '@/lib/problem'
import { silent } from '@/lib/xray/trace'

const USAGE = `Usage:
  npm run admin -- grant EMAIL     makes an administrator of somebody who signed up
  npm run admin -- revoke EMAIL    takes that back
  npm run admin -- list            names the administrators`

/** What was asked for cannot be done; the message is for whoever asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    message: string,
    /** 2 when it was asked wrongly. */
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message)
  }
}

/** What the server serves with, opened once it is known that something is to be done. @throws {EnvError | StoreUnavailable | Refusal} */
type Open = () => Promise<{ readonly mode: AuthMode; readonly stores: Stores }>

const VERBS: Readonly<Record<string, (open: Open, args: readonly string[]) => Promise<string>>> = {
  grant: (open, args) => setRole(open, addressOf(args), 'admin'),
  revoke: (open, args) => setRole(open, addressOf(args), 'user'),
  list: (open, args) => (args.length > 0 ? Promise.reject(new Refusal(USAGE, 2)) : list(open)),
}

/** What `npm run admin` answers, and whether to standard output (exit code 0) or to standard error. */
export async function adminCommand([verb = '', ...args]: readonly string[], open: Open): Promise<{ readonly code: 0 | 1 | 2; readonly text: string }> {
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  try {
    return run ? { code: 0, text: await run(open, args) } : { code: 2, text: USAGE }
  } catch (error) {
    if (error instanceof Refusal) return { code: error.exitCode, text: error.message }
    if (error instanceof EnvError || isStoreUnavailable(error)) return { code: 1, text: error.message }
    if (error instanceof Problem) return { code: 1, text: `${error.detail} ${PROBLEMS[error.code].fix}` }
    throw error
  }
}

function addressOf([email, ...rest]: readonly string[]): string {
  if (email === undefined || rest.length > 0) throw new Refusal(USAGE, 2)
  const read = emailField.safeParse(email)
  if (!read.success) throw new Refusal(`${JSON.stringify(email)} ${read.error.issues[0]?.message ?? ''}\n\n${USAGE}`, 2)
  return read.data
}

/** The same code as behind `PATCH /api/admin/users/{id}`, asked for by nobody who is signed in. */
async function setRole(open: Open, email: string, role: Role): Promise<string> {
  const { mode, stores } = await open()
  const found = await stores.users.findByEmail(email)
  if (!found) throw new Refusal(`Nobody has signed up as ${email}.`)
  const { user, revocation } = await setAuthority({ mode, stores, session: null, req: request() }, found.user.id, { role })
  if (found.user.role === role) return `${email} is ${role === 'admin' ? 'already an administrator' : 'not an administrator'}. Nothing was changed.`
  return role === 'admin' ? granted(user) : revoked(user, revocation?.takesEffect === 'at-expiry' ? revocation.at : null)
}

function granted({ email, disabled }: StoredUser): string {
  const but = disabled ? ' But the account is disabled: another administrator must enable it.' : ''
  return `${email} is an administrator now. They can open administration pages and take administration actions at once.${but}`
}

function revoked({ email }: StoredUser, until: number | null): string {
  const still = until === null ? '' : ` A credential of theirs may call them one until ${new Date(until).toISOString()}.`
  return `${email} is no longer an administrator. They can no longer open administration pages or take administration actions.${still}`
}

async function list(open: Open): Promise<string> {
  const { users } = (await open()).stores
  const lines: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await users.list({ limit: MOST_PER_PAGE, cursor })
    const admins = page.items.filter(({ role }) => role === 'admin')
    lines.push(...admins.map(({ email, name, disabled }) => `${email}  ${name}${disabled ? '  (disabled)' : ''}`))
    cursor = page.next
  }
  return lines.length > 0 ? lines.join('\n') : 'There is no administrator.'
}

function request(): AuthRequest {
  const now = Date.now()
  return { now, clock: Date.now, gone: () => false, cookies: () => [], authorizations: () => [], device: { ip: null, userAgent: null }, trace: silent }
}
