import { createHmac } from 'node:crypto'
import { dictionary } from '@zxcvbn-ts/language-common'
import { unsealData } from 'iron-session'
import { decode } from 'next-auth/jwt'
import { recognise, type CredentialKind } from '@/lib/xray/decode'
import { makeArenaOf } from '../arena'
import type { Experiment } from '../experiment'

/** For one run, in ms. */
const BUDGET_MS = 300

export const weakSecret: Experiment = {
  title: 'Weak secret, guessed offline',
  question: 'Somebody captured one credential. Can they guess the secret behind it at home, and then be anybody?',
  means: { succeeded: 'Guessed', blocked: 'Not guessed' },
  why: 'A credential made with a secret lets its holder test any guess without asking the server, so no limit on attempts helps. Only the size of the secret does.',
  fix: 'Draw the secret at random, 256 bits. Length alone is not enough: a word written four times is long.',
  code: 'lib/env.ts',
  settings: [{ id: 'guessable', title: 'With a password for a secret', without: ['strong-secret'] }],

  async run(lab) {
    const site = await lab.site()
    const { arena } = site
    lab.step('Somebody captures the credential of a person')
    const person = await site.signedIn('Person')
    const tests = person.held().flatMap(([, value]) => tester(recognise(value), value))
    if (tests.length === 0) {
      return { outcome: 'not_applicable', because: 'The credential is random and made from no secret, so no guess can be tested against it.' }
    }

    lab.step('They try a list of common passwords at home, each as it is and repeated to 32 characters')
    const start = performance.now()
    let tried = 0
    let guessed: string | null = null
    search: for (const guess of candidates()) {
      if (lab.signal.aborted || performance.now() - start > BUDGET_MS) break
      tried++
      if (tried % 100 === 0) lab.progress(performance.now() - start, BUDGET_MS)
      for (const test of tests) {
        if (await test(guess)) {
          guessed = guess
          break search
        }
      }
    }
    const seconds = (performance.now() - start) / 1000
    lab.measure('Guesses tried, without one request to the server', tried, 'guesses')
    lab.measure('Guesses per second on one core of this machine', Math.round(tried / seconds), 'guesses/s')
    if (guessed === null) {
      const years = Math.log10((2 ** 255 / (tried / seconds)) / 31_557_600)
      lab.note(`Calculated, not measured: at that rate half of all 256-bit secrets take about 10^${String(Math.round(years))} years.`)
      return { outcome: 'blocked', because: `${lab.signal.aborted ? 'Stopped: none' : 'None'} of ${String(tried)} guesses fits.` }
    }

    lab.step('With the secret they make a credential of their own')
    const workshop = await makeArenaOf(lab.mode.make, { config: arena.config, secrets: [guessed], clock: arena.clock, person: arena.person })
    const made = workshop.client()
    made.apply((await workshop.mode.issue({ ...arena.person, role: 'admin' }, made.request())).effects)
    const attacker = site.browser('Attacker')
    for (const [name, value] of made.cookies) attacker.put(name, value)
    if (made.token !== null) attacker.put('Authorization', made.token)
    const { ok, body } = await attacker.get('/me')
    return ok
      ? { outcome: 'succeeded', because: `Guessed after ${String(tried)} tries in ${seconds.toFixed(2)} s, and let in as ${JSON.stringify(body['user'])}.` }
      : { outcome: 'blocked', because: 'The secret was guessed, but makes no credential that is let in.' }
  },
}

type Test = (guess: string) => boolean | Promise<boolean>

/** How a guess is tested against a captured credential; empty where there is nothing to test. */
function tester(form: CredentialKind, value: string): Test[] {
  switch (form) {
    case 'jwe':
      return [
        (secret) =>
          decode({ token: value, secret }).then(
            (claims) => claims !== null,
            () => false,
          ),
      ]
    case 'seal':
      return [
        (password) =>
          // The library takes no password below 32 characters.
          password.length >= 32 && unsealData<object>(value, { password, ttl: 0 }).then((content) => Object.keys(content).length > 0),
      ]
    case 'jws': {
      const [head = '', payload = '', signature = ''] = value.split('.')
      return ['sha256', 'sha512'].map((hash): Test => (secret) => createHmac(hash, secret).update(`${head}.${payload}`).digest('base64url') === signature)
    }
    case 'opaque':
      return []
  }
}

/** Commonest first. */
function* candidates(): Generator<string> {
  for (const word of dictionary['passwords-common']) {
    yield word
    yield word.repeat(Math.ceil(32 / word.length))
  }
}
