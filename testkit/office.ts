import { signIn, signUp } from '@/lib/accounts/accounts'
import { verifyPassword } from '@/lib/accounts/password'
import { passwordQueue } from '@/lib/accounts/password-queue'
import type { Issued, Session } from '@/lib/auth/contract'
import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { makeTestbed, type Client } from './testbed'

export const ADAS_PASSWORD = 'a long enough one'

/** As a server has them, but for how often one may guess. */
export const passwords = { signInAttempts: 3, addressAttempts: 100, queue: passwordQueue(), verify: verifyPassword }

export interface SignedInClient {
  readonly client: Client
  readonly session: Session
}

/** Every mode, without the revocation list and with it. */
export const OFFICES = MODE_NAMES.flatMap((name) => (['none', 'list'] as const).map((revocation) => [name, revocation] as const))

export type Office = Awaited<ReturnType<typeof openOffice>>

/** A person and an administrator, both signed in, and what tests ask and do there. */
export async function openOffice(name: ModeName, revocation: 'none' | 'list') {
  const testbed = await makeTestbed(name, { revocation })
  const { mode, stores, person, client, turn } = testbed
  const base = { mode, stores, passwords }
  const at = (browser: Client, { session, effects }: Pick<Issued, 'session' | 'effects'>): SignedInClient => {
    browser.apply(effects)
    return { client: browser, session }
  }
  const [browser, office] = [client(), client()]
  const ada = at(browser, await signUp(base, { email: 'ada@testbed.test', name: 'Ada', password: ADAS_PASSWORD }, browser.request()))
  await stores.users.setAuthority(person.id, { role: 'admin' }, { at: 1, by: null, why: 'account_disabled' })
  const admin = at(office, await mode.issue({ ...person, role: 'admin' }, office.request()))
  turn(1000)
  return {
    testbed,
    ada,
    admin,
    base,
    as: ({ client: one, session }: SignedInClient) => ({ ...base, session, req: one.request() }),
    /** Ada, from another browser. */
    async again(password = ADAS_PASSWORD): Promise<SignedInClient> {
      const other = client()
      return at(other, await signIn(base, { email: 'ada@testbed.test', password }, other.request()))
    },
    ok: async ({ client: one }: Pick<SignedInClient, 'client'>) => (await mode.verify(one.request())).ok,
    types: async () => (await stores.events.list({ limit: 100 })).items.map(({ type }) => type),
    now: () => mode.facts.revocation === 'now',
    elsewhere: () => mode.facts.endsFromElsewhere,
  }
}
