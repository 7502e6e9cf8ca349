import type { Experiment } from '../experiment'
import { me } from '../lab'

export const disabledAccount: Experiment = {
  title: 'Disabled account',
  question: 'An admin disables an account. Is the person still let in?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'A check that asks nobody cannot learn that the account is disabled. Only what looks the person up does: a row, a renewal, a revocation list.',
  fix: 'Look the person up at every check, keep credentials short-lived, or keep a revocation list.',
  code: 'lib/auth/self-contained.ts',
  settings: [],

  async run(lab) {
    const site = await lab.site()
    const { arena } = site
    lab.step('A person signs in')
    const person = await site.signedIn('Person')

    lab.step('An admin disables the account')
    const cause = { by: null, why: 'account_disabled' } as const
    await arena.stores.users.setAuthority(arena.person.id, { disabled: true }, { ...cause, at: arena.now() })
    const target = { kind: 'user', userId: arena.person.id, epoch: arena.person.epoch + 1 } as const
    const { effects: _, ...promise } = await arena.mode.revoke(target, arena.client().request(), cause)
    lab.note(`The mode promises: ${JSON.stringify(promise)}`)

    lab.step('The person asks at once')
    const atOnce = await person.get('/me')

    lab.step(`The clock is turned by ${String(arena.config.accessMs / 1000)} s, and the person asks again, renewing if need be`)
    arena.turn(arena.config.accessMs)
    const later = await me(person)
    return later.ok
      ? { outcome: 'succeeded', because: 'The credential is as good as before.' }
      : { outcome: 'blocked', because: atOnce.ok ? 'Let in until the access token was over; nothing renewed it.' : `Refused at once: ${String(atOnce.reason)}.` }
  },
}
