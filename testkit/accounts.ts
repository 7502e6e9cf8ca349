import type { PasswordServices } from '@/lib/accounts/acting'
import { passwordQueue } from '@/lib/accounts/password-queue'
import type { AuthRequest } from '@/lib/auth/contract'
import { passwords } from './office'
import { makeTestbed } from './testbed'

export const INPUT = { email: 'ada@example.com', name: 'Ada', password: 'a long enough one' }
export const LOGIN = { email: INPUT.email, password: INPUT.password }

export type Accounts = Awaited<ReturnType<typeof openAccounts>>

/** A testbed with real passwords, and nobody in it who has one. */
export async function openAccounts() {
  const testbed = await makeTestbed('database')
  const { mode, stores } = testbed
  const deps: PasswordServices = { mode, stores, passwords: { ...passwords, queue: passwordQueue() } }
  return {
    testbed,
    deps,
    /** A request of a browser at this address, that carries nothing. */
    from: (ip: string | null): AuthRequest => ({ ...testbed.client().request(), device: { ip, userAgent: 'browser' } }),
    /** What went on record, in order. */
    events: async () => (await stores.events.list({ limit: 10 })).items.map(({ type }) => type).reverse(),
  }
}
