import { newUser } from '@/lib/auth/credentials/identity'
import type { Answer } from '../browser'
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
    const { arena } = site
    lab.step('An admin signs in')
    const cause = { by: null, why: 'ended' } as const
    await arena.stores.users.create(newUser({ email: 'other@arena.test', name: 'Other admin', role: 'admin' }, arena.now()), null)
    await arena.stores.users.setAuthority(arena.person.id, { role: 'admin' }, { ...cause, at: arena.now() })
    const admin = await site.signedIn('Admin')

    lab.step('Another admin takes the role away, in the database')
    await arena.stores.users.setAuthority(arena.person.id, { role: 'user' }, { ...cause, at: arena.now() })
    const { effects: _, ...promise } = await arena.mode.revoke({ kind: 'role', userId: arena.person.id }, arena.client().request(), cause)
    lab.note(`The mode promises: ${JSON.stringify(promise)}`)

    lab.step('The credential is sent at once')
    await admin.get('/me')

    // A renewal would bring the new role.
    const letInSeconds = await letInFor(lab, site, admin, { renews: false, counts: isAdmin })
    return letInSeconds > 0
      ? { outcome: 'succeeded', letInSeconds, because: `The credential still said admin, and was ${letInWords(letInSeconds)} as one.` }
      : { outcome: 'blocked', because: 'The next request already saw the new role.' }
  },
}

function isAdmin({ ok, body }: Answer): boolean {
  return ok && (body['user'] as { role?: unknown } | undefined)?.role === 'admin'
}
