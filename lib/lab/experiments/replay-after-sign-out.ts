import type { Experiment } from '../experiment'
import { me, rows } from '../lab'

export const replayAfterSignOut: Experiment = {
  title: 'Replay after sign-out',
  question: 'Somebody copied your credential. You sign out. Is the copy still let in?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'Signing out can delete what the server keeps, and make your browser drop what it keeps. A copy elsewhere is beyond both. Where the server keeps nothing, nothing says that the session is over.',
  fix: 'Ask something at every check that sign-out can change: a row, or a revocation list. Or keep what is not looked up short-lived.',
  code: 'lib/auth/revocation-list.ts',
  settings: [],

  async run(lab) {
    const site = await lab.site()
    const { accessMs } = site.arena.config
    lab.step('A person signs in')
    const person = await site.signedIn('Person')
    lab.record(await rows(site, 'Sessions before'))

    lab.step('Somebody copies everything that the browser holds')
    const thief = person.copy('Thief')
    await thief.get('/me')

    lab.step('The person signs out')
    await person.post('/sign-out')
    lab.record(await rows(site, 'Sessions after'))

    lab.step('The thief sends the copy at once')
    const atOnce = await thief.get('/me')

    lab.step(`The clock is turned by ${String(accessMs / 1000)} s, and the thief sends the copy again, renewed if need be`)
    site.arena.turn(accessMs)
    const later = await me(thief)
    return later.ok
      ? { outcome: 'succeeded', because: 'Long after the sign-out the copy is let in as the person.' }
      : { outcome: 'blocked', because: atOnce.ok ? 'Let in at first, but refused once the access token was over.' : `Refused at once: ${String(atOnce.reason)}.` }
  },
}
