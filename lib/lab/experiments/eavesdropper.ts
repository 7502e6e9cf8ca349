import { cookiePairs } from '@/lib/auth/credentials/cookies'
import { redactHeader } from '@/lib/xray/redact'
import type { Experiment } from '../experiment'
import { listen, listenBetween, sendTo } from '@/testkit/listen'
import { letInFor, letInWords } from '../let-in'

export const eavesdropper: Experiment = {
  title: 'Somebody listens on the network',
  question: 'A request travels over plain http. Can whoever passes it on become you?',
  means: { succeeded: 'Overheard', blocked: 'Not sent' },
  why: 'Nothing in any of these credentials hides it from whoever carries it. Only an encrypted connection does, with a client that never sends the credential without one.',
  fix: 'Serve https only, with HSTS, and mark cookies Secure, so that one request to http:// carries nothing.',
  code: 'lib/auth/credentials/cookies.ts',
  settings: [{ id: 'secure', title: 'With https, and Secure cookies', with: ['secure'] }],

  async run(lab) {
    const site = await lab.site()
    lab.step('A person signs in')
    const person = await site.signedIn('Person')
    const server = await listen(site.server, site.testbed.config.issuer)
    const heard: string[] = []
    const between = await listenBetween(server.port, (text) => heard.push(text))
    try {
      lab.step('The person follows a link to http://, through an intermediary that keeps a copy of every byte')
      if (lab.on.has('secure')) lab.note('The client follows browsers’ rules: a Secure cookie is not sent to http://, and what https:// put into localStorage is not there for http://. A client that is not a browser has no such rules for a token.')
      await person.get('/whoami', { plain: true, by: (request) => sendTo(between.port, request) })
    } finally {
      await between.close()
      await server.close()
    }
    const lines = heard.join('').split('\r\n')
    const wanted = lines.filter((line) => /^(cookie|authorization):/i.test(line))
    lab.measure('Bytes overheard', heard.join('').length, 'bytes')
    for (const line of wanted) {
      const [name = '', ...value] = line.split(': ')
      lab.note(`Overheard: ${name}: ${redactHeader(name, value.join(': '))}`)
    }

    lab.step('The intermediary sends what it heard, from its own address')
    const thief = site.browser('Eavesdropper')
    for (const line of wanted) {
      const value = line.slice(line.indexOf(':') + 1).trim()
      if (/^cookie:/i.test(line)) for (const pair of cookiePairs(value)) thief.put(...pair)
      else thief.put('Authorization', value.replace(/^Bearer /, ''))
    }
    await thief.get('/whoami')
    const letInSeconds = await letInFor(lab, site, thief)
    return letInSeconds > 0
      ? { outcome: 'succeeded', letInSeconds, because: `The credential crossed the network in the clear, and the copy was ${letInWords(letInSeconds)}.` }
      : { outcome: 'blocked', because: 'The request over http carried no credential.' }
  },
}
