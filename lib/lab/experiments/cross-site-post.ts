import type { Experiment } from '../experiment'

const FOREIGN = 'http://attacker.example'
/** Another origin of the same site: SameSite does not keep it out. */
const SIBLING = 'http://blog.arena.test'

const ATTEMPTS = [
  { what: 'another site', from: FOREIGN, old: false },
  { what: 'another origin of the same site', from: SIBLING, old: false },
  { what: 'another site in a browser of old', from: FOREIGN, old: true },
] as const

export const crossSitePost: Experiment = {
  title: 'Cross-site POST',
  question: 'You are signed in here and open a page of an attacker. Can that page change something in your name?',
  means: { succeeded: 'Changed', blocked: 'Not changed' },
  why: 'A browser attaches a cookie by where a request goes, not by who wrote the page that sends it. It attaches no Authorization header by itself.',
  fix: 'Refuse unsafe requests that do not come from our own origin, by Sec-Fetch-Site or Origin. SameSite keeps other sites out, but not another origin of the same site.',
  code: 'lib/http/same-origin.ts',
  settings: [
    { id: 'no-origin-check', title: 'Without the origin check', without: ['origin-check'] },
    { id: 'no-same-site', title: 'Without SameSite', without: ['same-site'] },
    { id: 'neither', title: 'Without either', without: ['origin-check', 'same-site'] },
  ],

  async run(lab) {
    const site = await lab.site()
    const { arena } = site
    lab.step('A person signs in')
    const person = await site.signedIn('Person')
    const changed: string[] = []
    for (const { what, from, old } of ATTEMPTS) {
      lab.step(`A page of ${what}, ${from}, posts a new name from the same browser`)
      await person.post('/name', { from, old, body: { name: `Changed by ${what}` } })
      const { name } = (await arena.stores.users.findById(arena.person.id)) ?? {}
      lab.note(`The name in the store is now ${String(name)}`)
      if (name === `Changed by ${what}`) changed.push(what)
    }
    return changed.length > 0
      ? { outcome: 'succeeded', because: `The name was changed by ${changed.join(', and by ')}.` }
      : { outcome: 'blocked', because: 'The name is what it was.' }
  },
}
