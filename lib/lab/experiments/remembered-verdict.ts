import type { Experiment } from '../experiment'

/** How much of a credential ends up in logs, in characters. */
const LOGGED = 20

export const rememberedVerdict: Experiment = {
  title: 'What the server remembers',
  question: 'To be fast, a server remembers what it has verified. Does that let in somebody whom a full check would refuse?',
  means: { succeeded: 'Let in', blocked: 'Refused' },
  why: 'Opening a credential costs more than anything else in a check, so it is tempting to remember the outcome. But the outcome depends on the time, on the list and on the account; only what the bytes say does not.',
  fix: 'Remember only what these exact bytes say, by a digest of all of them, until they expire. Check everything else again at every request.',
  code: 'lib/auth/credentials/open-claims.ts',
  settings: [
    { id: 'prefix', title: 'Remembered by its first 20 characters', without: ['whole-credential'] },
    { id: 'kept-verdict', title: 'With the verdict remembered', without: ['asked-again'] },
    { id: 'no-end', title: 'Remembered past the end', without: ['memory-ends'] },
  ],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    const { credentialName } = testbed.mode.facts
    lab.step('A person signs in and asks twice: the server has seen the credential before')
    const person = await site.signedIn('Person')
    await person.get('/whoami')
    await person.get('/whoami')
    const letIn: string[] = []

    lab.step(`Somebody read the first ${String(LOGGED)} characters of it in a log, and invents the rest`)
    const [, credential = ''] = person.held().find(([name]) => name === credentialName) ?? []
    const reader = site.browser('Reader of the log')
    reader.put(credentialName, credential.slice(0, LOGGED).padEnd(credential.length, 'A'))
    if ((await reader.get('/whoami')).ok) letIn.push('with the beginning of the credential')

    lab.step('A thief copies it and asks; the person signs out, and the thief asks again')
    const thief = person.copy('Thief')
    await thief.get('/whoami')
    const { takesEffect } = (await person.post('/api/sign-out')).body
    lab.note(takesEffect === 'now' ? 'The server promised: now.' : 'The server promised no more than the end of the credential, so this is not judged.')
    if ((await thief.get('/whoami')).ok && takesEffect === 'now') letIn.push('after the sign-out')

    lab.step('Somebody else signs in and asks; a thief has a copy, and asks once every limit has passed')
    const late = (await site.signedIn('Person')).copy('Late thief')
    await late.get('/whoami')
    testbed.turn(testbed.config.maxMs)
    if ((await late.get('/whoami')).ok) letIn.push('after its end')

    return letIn.length > 0 ? { outcome: 'succeeded', because: `Let in ${letIn.join(', and ')}.` } : { outcome: 'blocked', because: 'Refused, whatever the server remembered.' }
  },
}
