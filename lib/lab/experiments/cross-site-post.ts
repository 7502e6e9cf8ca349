import type { Experiment } from '../experiment'
import { attackerPage } from '../weak/pages'

const FOREIGN = 'http://attacker.example'
/** Another origin of the same site: SameSite does not keep it out. */
const SIBLING = 'http://blog.testbed.test'

const ATTEMPTS = [
  { what: 'another site', from: FOREIGN, old: false },
  { what: 'another origin of the same site', from: SIBLING, old: false },
  { what: 'another site in an old browser', from: FOREIGN, old: true },
] as const

export const crossSitePost: Experiment = {
  title: 'Cross-site POST',
  question: 'You are signed in here and open an attacker’s page. Can that page change something in your name?',
  means: { succeeded: 'Changed', blocked: 'Not changed' },
  why: 'A browser attaches a cookie by where a request goes, not by who wrote the page that sends it. It attaches no Authorization header by itself.',
  fix: 'Refuse unsafe requests that do not come from our own origin, by Sec-Fetch-Site or Origin. SameSite keeps other sites out, but not another origin of the same site.',
  code: 'lib/http/same-origin.ts',
  settings: [
    { id: 'no-origin-check', title: 'Without the origin check', without: ['origin-check'] },
    { id: 'no-same-site', title: 'Without SameSite', without: ['same-site'] },
    { id: 'neither', title: 'Without either', without: ['origin-check', 'same-site'] },
  ],

  inBrowser: {
    defences: ['origin-check', 'same-site'],
    page: {
      at: 'attacker',
      path: 'attack',
      link: "Open the attacker's page",
      says: 'It is a page on another site, and does nothing by itself. An attacker on a sibling origin, as above, cannot be set up here.',
      html: attackerPage,
    },
    judge({ method, path, from, carried, status, code }) {
      if (method !== 'POST' || !path.startsWith('/name/') || from !== 'cross-site') return null
      const came = carried ? 'The browser sent the cookie along' : 'The browser sent no credential along'
      if (status === 200) return { outcome: 'succeeded', because: `${came}, and a page on another site changed the name.` }
      const refused = code === 'cross_site' ? 'the server refused the request because of where it came from' : `the server answered ${String(status)}`
      return { outcome: 'blocked', because: `${came}, and ${refused}.` }
    },
  },

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    lab.step('A person signs in')
    const person = await site.signedIn('Person')
    const changed: string[] = []
    for (const { what, from, old } of ATTEMPTS) {
      lab.step(`A page of ${what}, ${from}, posts a new name from the same browser`)
      await person.post(`/name/${encodeURIComponent(`Changed by ${what}`)}`, { from, old })
      const { name } = (await testbed.stores.users.findById(testbed.person.id)) ?? {}
      lab.note(`The name in the store is now ${String(name)}`)
      if (name === `Changed by ${what}`) changed.push(what)
    }
    return changed.length > 0
      ? { outcome: 'succeeded', because: `The name was changed by ${changed.join(', and by ')}.` }
      : { outcome: 'blocked', because: 'The name was not changed.' }
  },
}
