import { newSecret } from '@/testkit/testbed'
import type { Experiment } from '../experiment'
import { me } from '../lab'

export const secretRotation: Experiment = {
  title: 'Secret rotation',
  question: 'The secret and the signing key are replaced. Is anybody signed out?',
  means: { succeeded: 'Signed out', blocked: 'Still signed in' },
  why: 'What was made with the old secret can be opened only with the old secret. A session that is a row depends on no secret.',
  fix: 'Keep the old secret for reading and write with the new one, until the last old credential has expired. If it has leaked, drop it at once.',
  code: 'lib/auth/keys/signing-keys.ts',
  settings: [{ id: 'abrupt', title: 'Abruptly, with nothing kept', without: ['previous-secret'] }],

  async run(lab) {
    const before = await lab.site()
    const { testbed } = before
    const gentle = lab.on.has('previous-secret')
    lab.step('A person signs in')
    const person = await before.signedIn('Person')

    lab.step(gentle ? 'The server restarts with a new secret, which reads the old one too, and rotates its signing key' : 'The server restarts with a new secret alone, and drops its signing keys')
    const secret = newSecret()
    const after = await lab.site({ beside: before, secrets: gentle ? [secret, testbed.secrets[0]] : [secret] })
    await after.testbed.keys.rotate?.(testbed.now(), !gentle)

    lab.step('The person asks, and once more when a renewal is due')
    const first = await me(person, { to: after })
    testbed.turn(testbed.config.accessMs)
    const second = await me(person, { to: after })
    const lost = [first, second].find(({ ok }) => !ok)
    return lost
      ? { outcome: 'succeeded', because: `The person was signed out: ${String(lost.reason)}.` }
      : { outcome: 'blocked', because: 'The person noticed nothing.' }
  },
}
