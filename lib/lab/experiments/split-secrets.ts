import { newSecret } from '@/testkit/testbed'
import type { Experiment } from '../experiment'
import { me } from '../lab'

export const splitSecrets: Experiment = {
  title: 'Two servers with different secrets',
  question: 'Two servers share one name and one database, but each made its own secret. Does a person stay signed in?',
  means: { succeeded: 'Signed out', blocked: 'Still signed in' },
  why: 'A credential made with the secret of one server is noise to the other. An id that both look up in one table is not; nor is a signature that both verify with a public key from it.',
  fix: 'Give every server the same AUTH_SECRET. Stateside refuses to start in production without one.',
  code: 'lib/env.ts',
  settings: [{ id: 'shared', title: 'With the same secret on both', with: ['shared-secret'] }],

  async run(lab) {
    const one = await lab.site()
    const other = await lab.site({ beside: one, secrets: lab.on.has('shared-secret') ? one.testbed.secrets : [newSecret()] })
    lab.step('A person signs in at the first server')
    const person = await one.signedIn('Person')
    let refused = 0
    for (const [index, to] of [other, one, other, one].entries()) {
      lab.step(`A request reaches the ${index % 2 === 0 ? 'second' : 'first'} server`)
      if (!(await me(person, { to })).ok) refused++
      one.testbed.turn(one.testbed.config.accessMs)
    }
    return refused > 0
      ? { outcome: 'succeeded', because: `${String(refused)} of 4 requests were refused.` }
      : { outcome: 'blocked', because: 'Both servers knew the person at every request.' }
  },
}
