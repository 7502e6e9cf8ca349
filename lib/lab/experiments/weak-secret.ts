import { dictionary } from '@zxcvbn-ts/language-common'
import type { RejectReason } from '@/lib/auth/contract'
import { makeTestbedOf, newSecret } from '@/testkit/testbed'
import type { Experiment } from '../experiment'
import { letInFor } from '../let-in'

/** What a check says when the secret is not the one that the credential was made with. */
const MISFITS: readonly RejectReason[] = ['bad_signature', 'malformed', 'unknown_key']

/** Guesses in one run. A number and not a time, so that a busy machine comes to the same outcome. */
const MOST = 1000

export const weakSecret: Experiment = {
  title: 'Weak secret, guessed offline',
  question: 'Somebody captured one credential. Can they guess the secret behind it at home, and then be anybody?',
  means: { succeeded: 'Guessed', blocked: 'Not guessed' },
  why: 'A credential made with a secret lets its holder test any guess without asking the server, so no limit on attempts helps. Only the size of the secret does.',
  fix: 'Make the secret from 256 random bits. Length alone is not enough: a word written four times is long.',
  code: 'lib/env.ts',
  settings: [{ id: 'guessable', title: 'With a password as the secret', without: ['strong-secret'] }],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    lab.step('Somebody captures a person’s credential')
    const person = await site.signedIn('Person')
    // Our source is public: whoever guesses runs it, over a store of their own.
    const home = await makeTestbedOf(lab.mode.make, { config: testbed.config, clock: testbed.clock, person: testbed.person })
    const captured = home.client(new Map(person.cookies().map(({ name, value }) => [name, value])), person.token)
    const fits = async (secret: string): Promise<boolean> => {
      const { config, stores, keys } = home
      const verdict = await lab.mode.make({ config, secrets: [secret], stores, keys, revocation: 'none' }).verify(captured.request())
      return verdict.ok || !MISFITS.includes(verdict.reason)
    }
    if ((await fits(newSecret())) || !(await fits(testbed.secrets[0]))) {
      return { outcome: 'not_applicable', because: 'The secret did not make this credential, so no guess of it can be tested.' }
    }

    lab.step('They try a list of common passwords at home, each as it is and repeated to 32 characters')
    const start = performance.now()
    let tried = 0
    let guessed: string | null = null
    for (const guess of candidates()) {
      if (lab.signal.aborted || tried === MOST) break
      tried++
      if (tried % 100 === 0) lab.progress(tried, MOST)
      if (await fits(guess)) {
        guessed = guess
        break
      }
    }
    const seconds = (performance.now() - start) / 1000
    lab.measure('Guesses tried, without one request to the server', tried, 'guesses')
    lab.measure('Guesses per second on one core of this machine', Math.round(tried / seconds), 'guesses/s')
    if (guessed === null) {
      const years = Math.log10((2 ** 255 / (tried / seconds)) / 31_557_600)
      lab.note(`Calculated, not measured: at that rate half of all 256-bit secrets take about 10^${String(Math.round(years))} years.`)
      return { outcome: 'blocked', because: `${lab.signal.aborted ? 'Stopped: none' : 'None'} of ${String(tried)} guesses is right.` }
    }

    lab.step('With the secret they make a credential of their own')
    const workshop = await makeTestbedOf(lab.mode.make, { config: testbed.config, secrets: [guessed], clock: testbed.clock, person: testbed.person })
    const made = workshop.client()
    made.apply((await workshop.mode.issue({ ...testbed.person, role: 'admin' }, made.request())).effects)
    const attacker = site.browser('Attacker')
    for (const [name, value] of made.cookies) attacker.put(name, value)
    if (made.token !== null) attacker.put('Authorization', made.token)
    const { ok, body } = await attacker.get('/whoami')
    return ok
      ? {
          outcome: 'succeeded',
          letInSeconds: await letInFor(lab, site, attacker),
          because: `Guessed after ${String(tried)} tries in ${seconds.toFixed(2)} s, and let in as ${JSON.stringify(body['user'])}.`,
        }
      : { outcome: 'blocked', because: 'The secret was guessed, but makes no credential that is let in.' }
  },
}

/** Commonest first. */
function* candidates(): Generator<string> {
  for (const word of dictionary['passwords-common']) {
    yield word
    yield word.repeat(Math.ceil(32 / word.length))
  }
}
