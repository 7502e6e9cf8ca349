import { memoryStores } from '@/db/memory/stores'
import { makeTestbedOf } from '@/testkit/testbed'
import type { Experiment } from '../experiment'
import type { LabSite } from '../lab'
import { capital, letInFor, letInWords } from '../let-in'

export const leakedSecret: Experiment = {
  title: 'Leaked secret: become anybody',
  question: 'Everything that the server signs or seals with leaks. Can the thief become anybody, even people whose credential they have never seen?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'Whoever can make what the server makes is as good as the server. Where a credential also needs a row in a table, knowing the keys does not write that row.',
  fix: 'Drop what leaked at once and issue new credentials: everybody signs in again. A revocation list does not help, because the forged session was never on it.',
  code: 'lib/auth/keys/signing-keys.ts',
  settings: [{ id: 'dropped', title: 'After dropping what leaked', with: ['dropped-keys'] }],

  async run(lab) {
    const before = await lab.site()
    lab.step('A person uses the site, and somebody copies its secret and its signing keys')
    await before.signedIn('Person')
    const { testbed } = before
    // A server has one in every mode: it signs tokens for other servers with it.
    await testbed.keys.current(testbed.now())
    const stores = memoryStores()
    for (const key of [...(await testbed.stores.signingKeys.list())].reverse()) {
      await stores.signingKeys.replace((await stores.signingKeys.active())?.kid ?? null, key)
    }
    lab.note(`Leaked: ${String(testbed.secrets.length)} secret and ${String((await stores.signingKeys.list()).length)} signing key`)
    let site: LabSite = before
    if (lab.on.has('dropped-keys')) {
      lab.step('The operator replaces the secret and drops the signing keys')
      site = await lab.site({ beside: before, secrets: [`replaced ${testbed.secrets[0].slice(0, 30)}`] })
      await site.testbed.keys.rotate?.(testbed.now(), true)
    }

    lab.step('With them the thief runs a server at home, over an empty store, and signs the person in there')
    const workshop = await makeTestbedOf(lab.mode.make, { config: testbed.config, secrets: testbed.secrets, stores, clock: testbed.clock, person: testbed.person })
    const made = workshop.client()
    made.apply((await workshop.mode.issue({ ...testbed.person, role: 'admin' }, made.request())).effects)
    const thief = site.browser('Thief')
    for (const [name, value] of made.cookies) thief.put(name, value)
    if (made.token !== null) thief.put('Authorization', made.token)
    const { ok, body, reason } = await thief.get('/whoami')
    if (!ok) return { outcome: 'blocked', because: `Refused: ${String(reason)}.` }
    const letInSeconds = await letInFor(lab, site, thief)
    const as = JSON.stringify(body['user'])
    return { outcome: 'succeeded', letInSeconds, because: `${capital(letInWords(letInSeconds))} as ${as} with one forgery, and the thief can make as many.` }
  },
}
