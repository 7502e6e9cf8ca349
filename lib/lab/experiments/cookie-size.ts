import { COOKIE_LIMIT_BYTES } from '@/lib/auth/credentials/cookies'
import { newUser } from '@/lib/auth/credentials/identity'
import { PASSWORD_HASH } from '@/testkit/passwords'
import type { Experiment } from '../experiment'
import { MEASURED } from '../figures'

export const cookieSize: Experiment = {
  title: 'The 4 KB cookie',
  question: 'A person has the longest name and address allowed. Does their credential still fit?',
  means: { succeeded: 'Cannot sign in', blocked: 'Fits' },
  why: 'A browser keeps cookies of up to 4,096 bytes and silently drops longer ones. A session in the credential is sent with every request, and encrypting or encoding it makes it a third larger.',
  fix: 'Bound what goes in. Refuse to set a cookie that no browser keeps, rather than sign somebody out at random.',
  code: 'lib/auth/credentials/cookies.ts',
  settings: [{ id: 'unbounded', title: 'With a name of 4,000 characters', without: ['bounded-claims'] }],

  async run(lab) {
    const site = await lab.site()
    const { testbed } = site
    const name = lab.on.has('bounded-claims') ? '𝕏'.repeat(100) : 'x'.repeat(4000)
    lab.step(`A person with a name of ${String([...name].length)} characters and an address of 254 signs in`)
    const email = `${'e'.repeat(242)}@example.com`
    await testbed.stores.users.create(newUser({ email, name }, testbed.now()), PASSWORD_HASH)
    const person = site.browser('Person')
    const { status } = await person.signIn(email)
    if (status !== 200) return { outcome: 'succeeded', because: `Nobody could sign in: the server answered ${String(status)}, rather than set a cookie that no browser keeps.` }
    for (const [held, value] of person.held()) {
      lab.measure(`${MEASURED.held}${held}`, Buffer.byteLength(`${held}=${value}`), 'bytes')
      if (held !== 'Authorization' && Buffer.byteLength(`${held}=${value}`) > COOKIE_LIMIT_BYTES) {
        return { outcome: 'succeeded', because: `${held} is longer than browsers keep.` }
      }
    }
    const { ok, reason } = await person.get('/whoami')
    return ok ? { outcome: 'blocked', because: 'It fits, and the person is let in.' } : { outcome: 'succeeded', because: `Refused: ${String(reason)}.` }
  },
}
