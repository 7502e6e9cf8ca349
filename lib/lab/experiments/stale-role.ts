import { newUser } from '@/lib/auth/credentials/identity'
import type { Received } from '../browser'
import { PASSWORD_HASH } from '@/testkit/passwords'
import type { Experiment } from '../experiment'
import { letInFor, letInWords } from '../let-in'

export const staleRole: Experiment = {
  title: 'Stale role',
  question: 'An admin is demoted. Does their credential still make them an admin?',
  means: { succeeded: 'Still an admin', blocked: 'Demoted' },
  why: 'A role written into a credential is a copy. The database changes, the copy does not, until a new one is made.',
  fix: 'Read the role where it is kept whenever it matters. Stateside does so on every admin page in every mode; this experiment shows what the credential alone would allow.',
  code: 'lib/auth/modes/claims.ts',
  settings: [],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    lab.step('An admin signs in')
    const cause = { by: null, why: 'ended' } as const
    await testbed.stores.users.create(newUser({ email: 'other@testbed.test', name: 'Other admin', role: 'admin' }, testbed.now()), PASSWORD_HASH)
    await testbed.stores.users.setAuthority(testbed.person.id, { role: 'admin' }, { ...cause, at: testbed.now() })
    const admin = await site.signedIn('Admin')

    lab.step('Another admin takes the role away, in the database')
    await testbed.stores.users.setAuthority(testbed.person.id, { role: 'user' }, { ...cause, at: testbed.now() })
    const { effects: _, ...promise } = await testbed.mode.revoke({ kind: 'role', userId: testbed.person.id }, testbed.client().request(), cause)
    lab.note(`The mode promises: ${JSON.stringify(promise)}`)

    lab.step('The credential is sent at once')
    await admin.get('/whoami')

    // A renewal would bring the new role.
    const letInSeconds = await letInFor(lab, site, admin, { renews: false, counts: isAdmin })
    return letInSeconds > 0
      ? { outcome: 'succeeded', letInSeconds, because: `The credential still said admin, and was ${letInWords(letInSeconds)} as one.` }
      : { outcome: 'blocked', because: 'The next request already saw the new role.' }
  },
}

function isAdmin({ ok, body }: Received): boolean {
  return ok && (body['user'] as { role?: unknown } | undefined)?.role === 'admin'
}
