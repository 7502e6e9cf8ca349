import type { Experiment } from '../experiment'
import { rows } from '../lab'
import { letInFor, letInWords } from '../let-in'

export const revokeFromAnotherDevice: Experiment = {
  title: 'End a session from another device',
  question: 'Your phone is lost, and signed in. Can you end its session from your laptop?',
  means: { succeeded: 'Phone still in', blocked: 'Phone signed out' },
  why: 'To end a session on another device, the server must know of it, or at least be asked about it later. Where the session lives only in the credential, the server has nothing to end.',
  fix: 'Keep a row for each session, or a revocation list that every check reads.',
  code: 'lib/auth/modes/database.ts',
  settings: [],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    lab.step('A person signs in on a phone and on a laptop')
    const phone = await site.signedIn('Phone')
    const laptop = await site.signedIn('Laptop')
    const keep = await laptop.get('/whoami')
    const { id: exceptId } = keep.body['session'] as { id: string }
    lab.record(await rows(site, 'Sessions before'))

    lab.step('The laptop ends every other session of this person')
    const request = testbed.client().request()
    const cause = { by: testbed.person.id, why: 'ended' } as const
    const { id: userId, epoch } = testbed.person
    await testbed.stores.users.beginEpoch(userId, { ...cause, at: testbed.now() }, undefined, exceptId)
    const { effects, ...promise } = await testbed.mode.revoke({ kind: 'user', userId, epoch: epoch + 1, exceptId }, request, cause)
    lab.note(`The mode promises: ${JSON.stringify(promise)}; ${String(effects.length)} effects for this client`)
    lab.record(await rows(site, 'Sessions after'))

    lab.step('Both ask at once, and the laptop renews')
    const atOnce = await phone.get('/whoami')
    const own = [await laptop.get('/whoami'), ...(testbed.mode.renew ? [await laptop.post('/api/renew')] : [])]
    const lost = own.find(({ ok }) => !ok)
    if (lost) return { outcome: 'succeeded', because: `It signed out the laptop, which was to stay: ${String(lost.reason)}.` }

    const letInSeconds = await letInFor(lab, site, phone)
    return letInSeconds > 0
      ? { outcome: 'succeeded', letInSeconds, because: `The phone was ${letInWords(letInSeconds)} more.` }
      : { outcome: 'blocked', because: `The phone was refused at once: ${String(atOnce.reason)}.` }
  },
}
