import type { Experiment } from '../experiment'
import { letInFor, letInWords } from '../let-in'

/** No renewal asks the store more often. */
const MOST_CALLS = 6

export const signOutRace: Experiment = {
  title: 'A request in flight during sign-out',
  question: 'One tab renews while another signs out. Does the renewal bring the session back?',
  means: { succeeded: 'Signed in again', blocked: 'Signed out' },
  why: 'A renewal that does not check whether the session still exists makes a fresh credential for it, and its late answer puts that into the browser that has just signed out.',
  fix: 'Let one write decide: a renewal that finds its row gone, or its session on the list, gives nothing.',
  code: 'lib/auth/modes/claims.ts',
  settings: [],

  async run(lab) {
    const brought: [what: string, seconds: number][] = []
    let shown = 0
    // Held at its first call to the store, at its second, and so on; at 0 only the answer is late.
    for (let held = 0; held <= MOST_CALLS; held++) {
      const site = await lab.site()
      const browser = await site.signedIn('Browser')
      lab.step(held === 0 ? 'A renewal is served, and its answer is on the way' : `A renewal waits before its call ${String(held)} to the store`)
      let release = (): void => undefined
      const released = new Promise<void>((resolve) => (release = resolve))
      let reached = (): void => undefined
      const waits = new Promise<void>((resolve) => (reached = resolve))
      let calls = 0
      site.meter.before = async () => {
        calls++
        if (calls !== held) return
        site.meter.before = null
        reached()
        await released
      }
      const late = () => {
        reached()
        return released
      }
      const renewal = browser.post('/api/renew', held === 0 ? { arrives: late } : {})
      const finished = await Promise.race([waits.then(() => false), renewal.then(() => true)])
      site.meter.before = null
      if (finished) {
        lab.note(`There is no such call: the renewal asked the store ${String(calls)} times.`)
        break
      }
      shown++
      lab.step('Another tab signs out; then the renewal goes on')
      await browser.post('/api/sign-out')
      release()
      await renewal
      lab.step('The browser asks who it is')
      await browser.get('/whoami')
      const seconds = await letInFor(lab, site, browser)
      if (seconds > 0) brought.push([held === 0 ? 'the late answer' : `the renewal held at call ${String(held)}`, seconds])
    }
    const letInSeconds = Math.max(0, ...brought.map(([, seconds]) => seconds))
    return letInSeconds > 0
      ? { outcome: 'succeeded', letInSeconds, because: `The browser was signed in again by ${brought.map(([what]) => what).join(', and by ')}, and ${letInWords(letInSeconds)}.` }
      : { outcome: 'blocked', because: `Signed out, however far the renewal had got (${String(shown)} ways).` }
  },
}
