import type { Experiment } from '../experiment'
import { me } from '../lab'

/** What two servers that keep their clocks may differ by, in s. */
const USUAL_S = 10
/** And what they may differ by when one does not, in s. */
const MORE_S = [14, 30, 120]

export const clockSkew: Experiment = {
  title: 'Clock skew, both ways',
  question: 'The clocks of two servers differ by ten seconds. Is somebody who has just signed in refused?',
  means: { succeeded: 'Refused', blocked: 'Let in' },
  why: 'A credential that carries its own times is judged by a clock that did not write them. One from the future may be a forgery, or come from a server whose clock is ahead.',
  fix: 'Keep clocks in step, and allow at most 15 s of difference: a stolen credential lives that much longer.',
  code: 'lib/auth/credentials/session-token.ts',
  settings: [],

  async run(lab) {
    const refused: string[] = []
    for (const seconds of [USUAL_S, ...MORE_S]) {
      for (const sign of [1, -1]) {
        const skew = seconds * sign
        const which = `${String(seconds)} s ${skew > 0 ? 'behind' : 'ahead'}`
        const first = await lab.site()
        const { clock } = first.testbed
        const second = await lab.site({ beside: first, clock: { now: () => clock.now() - skew * 1000, turn: (ms) => clock.turn(ms) } })
        lab.step(`A person signs in, and the next request reaches a server whose clock is ${which}`)
        const person = await first.signedIn('Person')
        const { ok, reason } = await me(person, { to: second })
        lab.note(`${which}: ${ok ? 'let in' : `refused, ${String(reason)}`}`)
        if (!ok && seconds === USUAL_S) refused.push(which)
      }
    }
    return refused.length > 0
      ? { outcome: 'succeeded', because: `Refused by a server whose clock is ${refused.join(' or ')}.` }
      : { outcome: 'blocked', because: `Let in by servers ${String(USUAL_S)} s ahead and behind.` }
  },
}
