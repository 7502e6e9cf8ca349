import type { Experiment } from '../experiment'
import { rows } from '../lab'
import { letInFor, letInWords } from '../let-in'

export const replayAfterSignOut: Experiment = {
  title: 'Replay after sign-out',
  question: 'Somebody copied your credential. You sign out. Is the copy still let in?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'Signing out can delete what the server keeps, and make your browser drop what it keeps. Neither reaches a copy elsewhere. Where the server keeps nothing, nothing records that the session is over.',
  fix: 'At every check, look up something that sign-out can change: a row, or a revocation list. Or keep what is not looked up short-lived.',
  code: 'lib/auth/revocation-list.ts',
  settings: [],

  async run(lab) {
    const site = await lab.site()
    lab.step('A person signs in')
    const person = await site.signedIn('Person')
    lab.record(await rows(site, 'Sessions before'))

    lab.step('Somebody copies everything that the browser holds')
    const thief = person.copy('Thief')
    await thief.get('/whoami')

    lab.step('The person signs out')
    await person.post('/api/sign-out')
    lab.record(await rows(site, 'Sessions after'))

    lab.step('The thief sends the copy at once')
    const atOnce = await thief.get('/whoami')

    const letInSeconds = await letInFor(lab, site, thief)
    return letInSeconds > 0
      ? { outcome: 'succeeded', letInSeconds, because: `After the sign-out the copy was ${letInWords(letInSeconds)}.` }
      : { outcome: 'blocked', because: `Refused at once: ${String(atOnce.reason)}.` }
  },
}
