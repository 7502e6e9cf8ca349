import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { openStores } from '@/db/sqlite/open'
import { signIn } from '@/lib/accounts/accounts'
import type { Session } from '@/lib/auth/contract'
import type { ModeName } from '@/lib/auth/modes'
import { changeName, changePassword } from '@/lib/accounts/own-account'
import { passwordQueue } from '@/lib/accounts/password-queue'
import { verifyPassword } from '@/lib/accounts/password'
import { endSessionsOfPerson, setAuthority } from '@/lib/accounts/people'
import { endOtherSessions, endSession } from '@/lib/accounts/sessions'
import { TESTBED_CONFIG, makeTestbed, type Client } from './testbed'

/** Sessions of one person that live at a time. */
export const MOST = 3

/** What a racer may be told to do, at one moment, with what a client holds. */
export type Act =
  | { readonly do: 'sign-in'; readonly email: string; readonly password: string }
  | { readonly do: 'change-password'; readonly currentPassword: string; readonly newPassword: string }
  | { readonly do: 'change-name'; readonly name: string }
  | { readonly do: 'end-others' }
  | { readonly do: 'end'; readonly id: string }
  | { readonly do: 'end-all-of'; readonly userId: string }
  | { readonly do: 'set-authority'; readonly userId: string; readonly disabled?: boolean; readonly role?: 'user' | 'admin' }

/** What a client holds, as it crosses between processes. */
export interface Held {
  readonly cookies: readonly (readonly [string, string])[]
  readonly token: string | null
}

export interface Order {
  /** Wall-clock time at which to act, in ms since epoch, for all racers together. */
  readonly at: number
  readonly act: Act
  readonly held: Held
}

export type Report = { readonly done: true; readonly held: Held; readonly sessionId: string | null } | { readonly done: false; readonly code: string }

export interface RacerArguments {
  readonly path: string
  readonly mode: ModeName
  readonly revocation: 'none' | 'list'
  readonly secret: string
}

const passwords = { signInAttempts: 1000, addressAttempts: 100_000, queue: passwordQueue(), verify: verifyPassword }
const MIGRATIONS = fileURLToPath(new URL('../db/migrations', import.meta.url))

/** The mode of these arguments over the file that every racer shares, with a client as `held` has it. */
export async function openRace({ path, mode: name, revocation, secret }: RacerArguments) {
  const stores = openStores(path, MIGRATIONS)
  const testbed = await makeTestbed(name, { stores, secrets: [secret], revocation, config: { ...TESTBED_CONFIG, sessionsPerUser: MOST } })
  const clientOf = ({ cookies, token }: Held) => testbed.client(new Map(cookies), token)
  return { ...testbed, clientOf, close: () => stores.close() }
}

export function heldBy({ cookies, token }: Client): Held {
  return { cookies: [...cookies], token }
}

async function perform({ mode, stores }: Awaited<ReturnType<typeof openRace>>, act: Act, client: Client): Promise<string | null> {
  const req = client.request()
  const base = { mode, stores, passwords }
  if (act.do === 'sign-in') {
    const { session, effects } = await signIn(base, act, req)
    client.apply(effects)
    return session.id
  }
  const verdict = await mode.verify(req)
  if (!verdict.ok) throw Object.assign(new Error(verdict.reason), { code: verdict.reason })
  const session: Session = verdict.session
  const deps = { ...base, session, req }
  if (act.do === 'change-password') {
    const replaced = await changePassword(deps, act)
    client.apply(replaced.effects)
    return replaced.session.id
  }
  if (act.do === 'change-name') await changeName(deps, act.name)
  if (act.do === 'end-others') await endOtherSessions(deps)
  if (act.do === 'end') await endSession(deps, act.id)
  if (act.do === 'end-all-of') await endSessionsOfPerson(deps, act.userId)
  if (act.do === 'set-authority') {
    const { disabled, role } = act
    await setAuthority(deps, act.userId, { ...(disabled === undefined ? {} : { disabled }), ...(role === undefined ? {} : { role }) })
  }
  return session.id
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const race = await openRace(JSON.parse(process.argv[2] ?? '') as RacerArguments)
  for await (const line of createInterface({ input: process.stdin })) {
    const { at, act, held } = JSON.parse(line) as Order
    const client = race.clientOf(held)
    // Spinning: a timer may be late by more than what the race is about.
    while (Date.now() < at);
    const report = await perform(race, act, client).then(
      (sessionId): Report => ({ done: true, held: heldBy(client), sessionId }),
      (error: unknown): Report => ({ done: false, code: (error as { code?: string }).code ?? (error as Error).name }),
    )
    process.stdout.write(`${JSON.stringify(report)}\n`)
  }
  race.close()
}
