import type { Experiment } from '../experiment'
import { woundedPage } from '../weak/pages'
import { letInFor, letInWords } from '../let-in'

export const scriptReadsStorage: Experiment = {
  title: 'A script reads the storage (XSS)',
  question: "An attacker's script runs on a page of the site. Can it carry the credential away?",
  means: { succeeded: 'Carried away', blocked: 'Not readable' },
  why: 'A script reads what scripts can read: localStorage, and cookies that are not HttpOnly. It can still act in your name while the page is open; it just cannot carry the credential away.',
  fix: 'Keep credentials in HttpOnly cookies, and keep other people’s scripts out with a strict content security policy.',
  code: 'lib/auth/credentials/cookies.ts',
  settings: [{ id: 'no-http-only', title: 'Without HttpOnly', without: ['http-only'] }],

  inBrowser: {
    defences: ['http-only'],
    page: {
      at: 'site',
      path: 'page',
      link: "Open the page with the attacker's script",
      says: 'It is a page of this site, with somebody else’s script in it. It opens in a new tab and does nothing by itself.',
      html: woundedPage,
    },
    collects: true,
  },

  async run(lab) {
    const site = await lab.site()
    lab.step('A person signs in')
    const person = await site.signedIn('Person')
    lab.step('A script on the page reads document.cookie and localStorage, and sends them to the attacker')
    const readable = person.cookies().filter(({ httpOnly }) => !httpOnly)
    lab.note(`document.cookie: ${readable.length === 0 ? 'empty' : readable.map(({ name }) => name).join(', ')}; localStorage: ${person.token === null ? 'empty' : 'the token'}`)

    lab.step('The attacker sends what arrived')
    const attacker = site.browser('Attacker')
    for (const { name, value } of readable) attacker.put(name, value)
    attacker.token = person.token
    await attacker.get('/whoami')
    const letInSeconds = await letInFor(lab, site, attacker)
    return letInSeconds > 0
      ? { outcome: 'succeeded', letInSeconds, because: `The script read the credential, and the attacker was ${letInWords(letInSeconds)} with it from elsewhere.` }
      : { outcome: 'blocked', because: 'The script found nothing that lets anybody in.' }
  },
}
