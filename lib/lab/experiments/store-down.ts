import type { Experiment } from '../experiment'
import { me } from '../lab'

export const storeDown: Experiment = {
  title: 'The store is down',
  question: 'The database does not answer for a while. Is a signed-in person treated as signed out?',
  means: { succeeded: 'Signed out', blocked: 'Still signed in' },
  why: 'A check that asks nobody goes on as if nothing had happened. One that needs the store cannot answer, which is not the same as answering no.',
  fix: 'Answer 503, touch no cookie, and say that the store is down. Never read "I cannot look" as "it is not there".',
  code: 'lib/http/answer.ts',
  settings: [{ id: 'taken-for-no', title: 'If a failure to look up were a rejection', without: ['store-errors'] }],

  async run(lab) {
    const site = await lab.site()
    lab.step('A person signs in')
    const person = await site.signedIn('Person')
    const before = person.held().length
    // The keys are read once a second at most, and stay in memory.
    await person.get('/whoami')

    lab.step('The store goes down, and the person asks, and renews')
    site.meter.down = true
    const asked = await person.get('/whoami')
    const renewed = await person.post('/api/renew')
    lab.measure('Answer to the request meanwhile', asked.status, 'HTTP status')

    lab.step('The store comes back, and the person asks')
    site.meter.down = false
    const after = await me(person)
    if (asked.status === 401 || renewed.reason !== null || person.held().length < before || !after.ok) {
      return { outcome: 'succeeded', because: `The person was treated as signed out: ${String(asked.reason ?? renewed.reason ?? after.reason)}.` }
    }
    return asked.ok
      ? { outcome: 'blocked', because: 'The person was served throughout: the check does not need the store.' }
      : { outcome: 'blocked', because: `Answered ${String(asked.status)} meanwhile, and served again afterwards.` }
  },
}
