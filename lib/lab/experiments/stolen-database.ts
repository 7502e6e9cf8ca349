import { memoryStores } from '@/db/memory/stores'
import { makeTestbedOf } from '@/testkit/testbed'
import type { Browser } from '../browser'
import type { Experiment } from '../experiment'
import { rows } from '../lab'
import { capital, letInFor, letInWords } from '../let-in'
import { PUBLISHED_SECRET } from '../weak/secret'

export const stolenDatabase: Experiment = {
  title: 'Stolen database',
  question: 'Somebody has a copy of the database. Can they sign in with what they find there?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'A table of session ids would be a table of credentials. A table of their hashes is not: an id of 256 random bits cannot be found from its hash. A signing key in the clear would be worse than either.',
  fix: 'Store the hash of an id, never the id. Store signing keys encrypted, with a secret that is not in the database.',
  code: 'lib/auth/credentials/opaque-id.ts',
  settings: [
    { id: 'plain-ids', title: 'With ids in the clear', without: ['hashed-ids'] },
    { id: 'plain-keys', title: 'With signing keys that anybody can open', without: ['sealed-keys'] },
  ],

  async run(lab) {
    const site = await lab.site()
    const { testbed, meter } = site
    lab.step('A person signs in, and renews if the mode can')
    const person = await site.signedIn('Person')
    if (testbed.mode.renew) await person.post('/api/renew')
    lab.record(await rows(site, 'Sessions, without the column of hashes'))

    lab.step('The thief tries every text that was ever written to the database as a credential')
    const names = testbed.mode.facts.carrier === 'cookie' ? testbed.mode.facts.cookies : ['Authorization']
    // A header takes nothing else, and what we call a credential has no other characters.
    const found = [...meter.written].filter((text) => /^[\w.~+/*=-]{16,}$/.test(text))
    const letIn: [how: string, thief: Browser][] = []
    await lab.quietly(async () => {
      for (const text of found) {
        for (const name of names) {
          const thief = site.browser('Thief')
          thief.put(name, text)
          if ((await thief.get('/whoami')).ok || (await thief.post('/api/renew')).ok) letIn.push([`a stored text, sent as ${name}`, thief])
        }
      }
    })
    lab.measure('Texts tried', found.length, 'texts')

    lab.step('The thief tries to open the signing keys, and to run a server with them')
    const stores = memoryStores()
    for (const key of [...(await testbed.stores.signingKeys.list())].reverse()) {
      await stores.signingKeys.replace((await stores.signingKeys.active())?.kid ?? null, key)
    }
    // All that the thief can guess of the sealing is what the source says; the real secret is not in it.
    const workshop = await makeTestbedOf(lab.mode.make, { config: testbed.config, stores, sealing: [PUBLISHED_SECRET], clock: testbed.clock, person: testbed.person })
    const made = workshop.client()
    made.apply((await workshop.mode.issue({ ...testbed.person, role: 'admin' }, made.request())).effects)
    const thief = site.browser('Thief')
    for (const [name, value] of made.cookies) thief.put(name, value)
    if (made.token !== null) thief.put('Authorization', made.token)
    if ((await thief.get('/whoami')).ok) letIn.push(['a token signed with a key from the database', thief])

    const [first] = letIn
    if (!first) return { outcome: 'blocked', because: `Nothing of ${String(found.length)} stored texts and no key from the database lets anybody in.` }
    const letInSeconds = await letInFor(lab, site, first[1])
    return { outcome: 'succeeded', letInSeconds, because: `${capital(letInWords(letInSeconds))}, with ${letIn.map(([how]) => how).join(', and with ')}.` }
  },
}
