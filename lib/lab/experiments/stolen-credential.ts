import type { Experiment } from '../experiment'
import { me } from '../lab'
import { capital, letInFor, letInWords } from '../let-in'

export const stolenCredential: Experiment = {
  title: 'Stolen credential',
  question: 'Somebody copied your credential and sends it from elsewhere, while you stay signed in. Is it let in?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'Every one of these credentials is a bearer credential: whoever holds it is the person. Modes differ in how long that lasts, and in who notices.',
  fix: 'Keep it from being copied, limit its lifetime, and let people see and end their sessions. A rotating refresh token gives the thief away once both have used it.',
  code: 'lib/auth/credentials/lifetimes.ts',
  settings: [
    { id: 'at-limit', title: 'Renewed all the time, at the absolute limit', late: true },
    { id: 'no-limit', title: 'The same without an absolute limit', late: true, without: ['absolute-limit'] },
  ],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    const since = testbed.now()
    lab.step('A person signs in, and somebody copies everything that the browser holds')
    const person = await site.signedIn('Person')
    const thief = person.copy('Thief')
    lab.step('The thief asks from another address')
    await thief.get('/whoami')

    if (lab.late) {
      const { idleMs } = testbed.config
      const until = testbed.now() + LIMIT_MS
      lab.step(`The thief renews every ${String(idleMs / 2 / 3_600_000)} hours, for ${String(LIMIT_MS / 86_400_000)} days`)
      let renewals = 0
      await lab.quietly(async () => {
        while (testbed.now() < until) {
          testbed.turn(idleMs / 2)
          if ((await thief.post('/api/renew')).ok) renewals++
        }
      })
      lab.measure('Renewals', renewals, 'renewals')
      lab.step('Then asks again')
      const { ok, reason } = await thief.get('/whoami')
      return ok
        ? { outcome: 'succeeded', because: 'Still let in: whoever renews often enough stays for ever.' }
        : { outcome: 'blocked', because: `Refused: ${String(reason)}.` }
    }

    lab.step(`The clock is moved forward by ${String(testbed.config.accessMs / 1000)} s, and the thief asks again, renewing if necessary`)
    testbed.turn(testbed.config.accessMs)
    const later = await me(thief)
    if (!later.ok) return { outcome: 'blocked', because: `Refused: ${String(later.reason)}.` }
    lab.step('A minute later the person comes back')
    testbed.turn(60_000)
    const own = await me(person)
    const letInSeconds = await letInFor(lab, site, thief, { since })
    const found = own.ok ? '' : ' When the person came back with the spent token, the session ended for both.'
    return { outcome: 'succeeded', letInSeconds, because: `${capital(letInWords(letInSeconds))} as the person.${found}` }
  },
}

/** The absolute limit as shipped. */
const LIMIT_MS = 2_592_000_000
