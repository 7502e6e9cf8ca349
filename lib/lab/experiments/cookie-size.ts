import { COOKIE_LIMIT_BYTES } from '@/lib/auth/credentials/cookies'
import { newUser } from '@/lib/auth/credentials/identity'
import type { Experiment } from '../experiment'

export const cookieSize: Experiment = {
  title: 'The 4 KB cookie',
  question: 'A person has the longest name and address there can be. Does their credential still fit?',
  means: { succeeded: 'Cannot sign in', blocked: 'Fits' },
  why: 'A browser keeps 4,096 bytes of a cookie and silently drops a longer one. Whoever carries the session in the credential pays for each byte of it with every request, encrypted or encoded a third larger.',
  fix: 'Bound what goes in. Refuse to set a cookie that no browser keeps, rather than let somebody be signed out at random.',
  code: 'lib/auth/credentials/cookies.ts',
  settings: [{ id: 'unbounded', title: 'With a name of 4,000 characters', without: ['bounded-claims'] }],

  async run(lab) {
    const site = await lab.site()
    const { arena } = site
    const name = lab.on.has('bounded-claims') ? '𝕏'.repeat(100) : 'x'.repeat(4000)
    lab.step(`A person with a name of ${String([...name].length)} characters and an address of 254 signs in`)
    const email = `${'e'.repeat(242)}@example.com`
    await arena.stores.users.create(newUser({ email, name }, arena.now()), null)
    const person = site.browser('Person')
    try {
      await person.post('/sign-in', { body: { email } })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return { outcome: 'succeeded', because: `Nobody could sign in: ${error.message}.` }
    }
    for (const [held, value] of person.held()) {
      lab.measure(`Name and value of ${held}`, Buffer.byteLength(`${held}=${value}`), 'bytes')
      if (held !== 'Authorization' && Buffer.byteLength(`${held}=${value}`) > COOKIE_LIMIT_BYTES) {
        return { outcome: 'succeeded', because: `${held} is longer than browsers keep.` }
      }
    }
    const { ok, reason } = await person.get('/me')
    return ok ? { outcome: 'blocked', because: 'It fits, and is let in.' } : { outcome: 'succeeded', because: `Refused: ${String(reason)}.` }
  },
}
