import type { Experiment } from '../experiment'
import { me } from '../lab'

export const parallelRefresh: Experiment = {
  title: 'Two tabs refresh at once',
  question: 'Two tabs of one browser renew at the same instant. Is anybody signed out?',
  means: { succeeded: 'Signed out', blocked: 'Still signed in' },
  why: 'Where each renewal replaces what the next one needs, two at once look like a theft.',
  fix: 'For a few seconds give the second one the same successor as the first.',
  code: 'lib/auth/credentials/refresh-tokens.ts',
  settings: [{ id: 'no-grace', title: 'Without the grace window', without: ['grace-window'] }],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    lab.step('A person signs in, and time passes until an access token would have expired')
    const browser = await site.signedIn('Browser')
    if (!testbed.mode.renew) return { outcome: 'not_applicable', because: 'Nothing renews.' }
    testbed.turn(testbed.config.accessMs)

    lab.step('Two tabs of the browser renew at the same instant')
    const answers = await Promise.all([browser.post('/api/renew'), browser.post('/api/renew')])
    const refused = answers.filter(({ ok }) => !ok)

    lab.step('Both tabs go on, at once and when the next renewal is due')
    const next = await me(browser)
    testbed.turn(testbed.config.accessMs)
    const later = await me(browser)
    const lost = [...refused, next, later].find(({ ok }) => !ok)
    return lost
      ? { outcome: 'succeeded', because: `Somebody who did nothing wrong was refused: ${String(lost.reason)}.` }
      : { outcome: 'blocked', because: 'Both renewals were answered, and both tabs are still signed in.' }
  },
}
