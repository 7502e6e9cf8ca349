import { newUser } from '@/lib/auth/credentials/identity'
import { newOpaqueId } from '@/lib/auth/credentials/opaque-id'
import type { Received, Browser } from '../browser'
import { PASSWORD_HASH } from '@/testkit/passwords'
import type { Experiment } from '../experiment'
import { me } from '../lab'
import { capital, letInFor, letInWords } from '../let-in'

export const sessionFixation: Experiment = {
  title: 'Session fixation',
  question: 'An attacker plants a credential in your browser before you sign in. Do you then share your session?',
  means: { succeeded: 'Shared', blocked: 'Not shared' },
  why: 'A server that accepts whatever id the browser brought gives the session to whoever chose that id.',
  fix: 'Make a fresh credential at every sign-in, and end what the browser had.',
  code: 'lib/accounts/accounts.ts',
  settings: [{ id: 'kept', title: "With a sign-in that keeps the client's id", without: ['fresh-credential'] }],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    const { facts } = testbed.mode
    lab.step('The attacker signs in as somebody else, and invents ids as well')
    const other = newUser({ email: 'attacker@testbed.test', name: 'Attacker' }, testbed.now())
    await testbed.stores.users.create(other, PASSWORD_HASH)
    const own = site.browser('Attacker')
    await own.signIn(other.email)
    const names = facts.carrier === 'cookie' ? facts.cookies : ['Authorization']
    const invented = names.map((name): readonly [string, string] => [name, newOpaqueId()])
    const prefixed = names.map((name): readonly [string, string] => [name, `r.${newOpaqueId()}`])

    const isPerson = ({ ok, body }: Received) => ok && (body['user'] as { id?: unknown }).id === testbed.person.id
    const shared: [what: string, attacker: Browser][] = []
    for (const [what, planted] of [['its own credential', own.held()], ['an invented id', invented], ['an invented refresh token', prefixed]] as const) {
      lab.step(`The attacker plants ${what} in the browser of a person, who then signs in`)
      const person = site.browser('Person')
      const attacker = site.browser('Attacker')
      for (const [name, value] of planted) {
        person.put(name, value)
        attacker.put(name, value)
      }
      await person.signIn(testbed.person.email)
      lab.step(`The attacker sends ${what}`)
      if (isPerson(await me(attacker))) shared.push([what, attacker])
    }
    const [first] = shared
    if (!first) return { outcome: 'blocked', because: 'What was planted never became the person’s credential.' }
    const letInSeconds = await letInFor(lab, site, first[1], { counts: isPerson })
    return { outcome: 'succeeded', letInSeconds, because: `${capital(letInWords(letInSeconds))} as the person with ${shared.map(([what]) => what).join(', and with ')}.` }
  },
}
