import type { Experiment } from '../experiment'
import { letInFor, letInWords } from '../let-in'

export const disabledAccount: Experiment = {
  title: 'Disabled account',
  question: 'An admin disables an account. Is the person still let in?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'A check that asks nobody cannot learn that the account is disabled. Only what looks the person up can: a row, a renewal, a revocation list.',
  fix: 'Look the person up at every check, keep credentials short-lived, or keep a revocation list.',
  code: 'lib/auth/modes/claims.ts',
  settings: [],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    lab.step('A person signs in')
    const person = await site.signedIn('Person')

    lab.step('An admin disables the account')
    const cause = { by: null, why: 'account_disabled' } as const
    await testbed.stores.users.setAuthority(testbed.person.id, { disabled: true }, { ...cause, at: testbed.now() })
    const target = { kind: 'user', userId: testbed.person.id, epoch: testbed.person.epoch + 1 } as const
    const { effects: _, ...promise } = await testbed.mode.revoke(target, testbed.client().request(), cause)
    lab.note(`The mode promises: ${JSON.stringify(promise)}`)

    lab.step('The person asks at once')
    const atOnce = await person.get('/whoami')

    const letInSeconds = await letInFor(lab, site, person)
    return letInSeconds > 0
      ? { outcome: 'succeeded', letInSeconds, because: `The credential worked as before: ${letInWords(letInSeconds)}.` }
      : { outcome: 'blocked', because: `Refused at once: ${String(atOnce.reason)}.` }
  },
}
