import type { Experiment } from '../experiment'
import { me, rows } from '../lab'
import { letInFor } from '../let-in'

export const refreshReplay: Experiment = {
  title: 'A refresh token is replayed',
  question: 'Somebody copied your refresh token. You have renewed since. What does the copy get?',
  means: { succeeded: 'A new credential', blocked: 'Nothing' },
  why: 'When a token that may be used once is used a second time, two clients hold it. Nobody can tell which of them is the thief, so the session ends for both.',
  fix: 'Rotate at every use, decide each rotation by one conditional write, and end the session when a spent token comes back; RFC 9700 section 4.14.',
  code: 'lib/auth/credentials/refresh-tokens.ts',
  settings: [
    { id: 'no-kill', title: 'If a spent token still got its successor', without: ['replay-kill'] },
    { id: 'two-writes', title: 'Without the conditional write', without: ['one-write'] },
  ],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    const { accessMs, graceMs } = testbed.config
    const { facts } = testbed.mode
    const since = testbed.now()
    lab.step('A person signs in, and somebody copies everything that the browser holds')
    const person = await site.signedIn('Person')
    if (!person.held().some(([name]) => name !== facts.credentialName)) {
      return { outcome: 'not_applicable', because: 'There is no credential that is only good for getting another.' }
    }
    const thief = person.copy('Thief')

    lab.step(`The access token runs out, and the person renews. ${String(graceMs / 1000 + 1)} s later the thief does`)
    testbed.turn(accessMs)
    await me(person)
    testbed.turn(graceMs + 1000)
    await thief.post('/api/renew')
    lab.step('Once any access token has expired, the thief asks again')
    testbed.turn(accessMs)
    const late = await me(thief)
    lab.record(await rows(site, 'Sessions after'))

    lab.step('The same again, but the thief renews at the same instant as the person')
    const again = testbed.now()
    const other = await site.signedIn('Person')
    const twin = other.copy('Thief')
    testbed.turn(accessMs)
    // Both have looked the token up before either rotates it.
    site.meter.before = barrier('sessions.rotate', 2)
    await Promise.all([other.post('/api/renew'), twin.post('/api/renew')])
    site.meter.before = null
    lab.step('From then on both renew, as they need it')
    for (const who of [other, twin]) {
      testbed.turn(accessMs)
      await me(who)
    }
    testbed.turn(accessMs)
    await me(other)
    const raced = await me(twin)
    lab.record(await rows(site, 'Sessions after'))

    if (late.ok) return { outcome: 'succeeded', letInSeconds: await letInFor(lab, site, thief, { since }), because: 'The spent token got a new credential.' }
    if (raced.ok) {
      const because = 'Both rotated the same token, and both stay signed in: the copy is never noticed.'
      return { outcome: 'succeeded', letInSeconds: await letInFor(lab, site, twin, { since: again }), because }
    }
    return { outcome: 'blocked', because: 'The second use ended the session, for the thief and for the person.' }
  },
}

/** Holds calls of that name until so many have come, and then lets all through. */
function barrier(call: string, count: number): (name: string) => Promise<void> {
  let come = 0
  let open: () => void
  const opened = new Promise<void>((resolve) => (open = resolve))
  return async (name) => {
    if (name !== call || come >= count) return
    if (++come === count) open()
    await opened
  }
}
