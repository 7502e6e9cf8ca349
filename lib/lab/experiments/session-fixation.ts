import { newUser } from '@/lib/auth/identity'
import { newOpaqueId } from '@/lib/auth/opaque-id'
import type { Experiment } from '../experiment'
import { me } from '../lab'

export const sessionFixation: Experiment = {
  title: 'Session fixation',
  question: 'An attacker plants a credential in your browser before you sign in. Do you then share your session?',
  means: { succeeded: 'Shared', blocked: 'Not shared' },
  why: 'A server that gives a meaning to whatever id the browser brought gives it to whoever chose that id.',
  fix: 'Make a fresh credential at every sign-in, and end what the browser had.',
  code: 'lib/auth/accounts.ts',
  settings: [{ id: 'kept', title: "With a sign-in that keeps the client's id", without: ['fresh-credential'] }],

  async run(lab) {
    const site = await lab.site()
    const { arena } = site
    const { facts } = arena.mode
    lab.step('The attacker signs in as somebody else, and invents ids as well')
    const other = newUser({ email: 'attacker@arena.test', name: 'Attacker' }, arena.now())
    await arena.stores.users.create(other, null)
    const own = site.browser('Attacker')
    await own.post('/sign-in', { body: { email: other.email } })
    const names = facts.carrier === 'cookie' ? facts.cookies : ['Authorization']
    const invented = names.map((name): readonly [string, string] => [name, newOpaqueId()])
    const prefixed = names.map((name): readonly [string, string] => [name, `r.${newOpaqueId()}`])

    const shared: string[] = []
    for (const [what, planted] of [['its own credential', own.held()], ['an invented id', invented], ['an invented refresh token', prefixed]] as const) {
      lab.step(`The attacker plants ${what} in the browser of a person, who then signs in`)
      const person = site.browser('Person')
      const attacker = site.browser('Attacker')
      for (const [name, value] of planted) {
        person.put(name, value)
        attacker.put(name, value)
      }
      await person.post('/sign-in', { body: { email: arena.person.email } })
      lab.step(`The attacker sends ${what}`)
      const { ok, body } = await me(attacker)
      if (ok && (body['user'] as { id?: unknown }).id === arena.person.id) shared.push(what)
    }
    return shared.length > 0
      ? { outcome: 'succeeded', because: `Let in as the person with ${shared.join(', and with ')}.` }
      : { outcome: 'blocked', because: 'What was planted never became the credential of the person.' }
  },
}
