import { signIn, signUp } from '@/lib/accounts/accounts'
import { verifyPassword } from '@/lib/accounts/password'
import { passwordQueue } from '@/lib/accounts/password-queue'
import type { Session } from '@/lib/auth/contract'
import type { ModeName } from '@/lib/auth/modes'
import { makeTestbed, type Client, type Testbed } from './testbed'

export const ADAS_PASSWORD = 'a long enough one'

/** As a server has them, but for how often one may guess. */
export const passwords = { signInAttempts: 3, addressAttempts: 100, queue: passwordQueue(), verify: verifyPassword }

export interface SignedInClient {
  readonly client: Client
  readonly session: Session
}

/** A person and an administrator, both signed in, and what operations take of either. */
export interface Office {
  readonly testbed: Testbed
  readonly ada: SignedInClient
  readonly admin: SignedInClient
}

export async function openOffice(name: ModeName, revocation: 'none' | 'list'): Promise<Office> {
  const testbed = await makeTestbed(name, { revocation })
  const { mode, stores, person } = testbed
  const client = testbed.client()
  const { session, effects } = await signUp({ mode, stores, passwords }, { email: 'ada@testbed.test', name: 'Ada', password: ADAS_PASSWORD }, client.request())
  client.apply(effects)
  await stores.users.setAuthority(person.id, { role: 'admin' }, { at: 1, by: null, why: 'account_disabled' })
  const office = testbed.client()
  const issued = await mode.issue({ ...person, role: 'admin' }, office.request())
  office.apply(issued.effects)
  testbed.turn(1000)
  return { testbed, ada: { client, session }, admin: { client: office, session: issued.session } }
}

/** What tests ask of the office that is open at the time. */
export function inOffice(open: () => Office) {
  const base = () => ({ mode: open().testbed.mode, stores: open().testbed.stores, passwords })
  return {
    base,
    as: ({ client, session }: SignedInClient) => ({ ...base(), session, req: client.request() }),
    /** Ada, from another browser. */
    async again(password = ADAS_PASSWORD): Promise<SignedInClient> {
      const client = open().testbed.client()
      const { session, effects } = await signIn(base(), { email: 'ada@testbed.test', password }, client.request())
      client.apply(effects)
      return { client, session }
    },
    ok: async ({ client }: { client: Client }) => (await open().testbed.mode.verify(client.request())).ok,
    types: async () => (await open().testbed.stores.events.list({ limit: 100 })).items.map(({ type }) => type),
    now: () => open().testbed.mode.facts.revocation === 'now',
    elsewhere: () => open().testbed.mode.facts.endsFromElsewhere,
  }
}
