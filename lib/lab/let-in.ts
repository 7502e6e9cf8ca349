import { inWords } from '@/lib/duration'
import type { Received, Browser } from './browser'
import type { Lab } from './lab'
import type { LabServer } from './server'

export interface Use {
  /** Whether it renews whenever that works; a renewal brings what has changed since. */
  readonly renews?: boolean
  /** Which answer to "who am I" counts as being let in. */
  readonly counts?: (answer: Received) => boolean
  /** From when it is counted, in ms since epoch; now, unless told. */
  readonly since?: number
}

/** Uses what a client holds until it is refused. For how long that was, in s of the testbed's clock, which then stands at the refusal. */
export async function letInFor(
  lab: Lab,
  { testbed }: LabServer,
  browser: Browser,
  { renews = true, counts = ({ ok }) => ok, since = testbed.now() }: Use = {},
): Promise<number> {
  const isIn = async () => counts(await browser.get('/whoami'))
  const renewed = async () => renews && (await browser.post('/api/renew')).ok

  async function findEnd(): Promise<number> {
    if (!(await isIn()) && !((await renewed()) && (await isIn()))) return testbed.now()
    let last = testbed.now()
    // Often enough that no renewal is missed; then back to when it worked, and on by half, until the end is found to the ms.
    for (let stride = testbed.config.idleMs / 2; stride >= 1; stride = Math.floor(stride / 2)) {
      for (;;) {
        lab.signal.throwIfAborted()
        testbed.turn(last + stride - testbed.now())
        if (!(await renewed()) && !(await isIn())) break
        last = testbed.now()
      }
    }
    testbed.turn(last + 1 - testbed.now())
    return testbed.now()
  }

  lab.step(`It is used ${renews ? 'and renewed ' : ''}for as long as that works, on the testbed's clock`)
  const seconds = ((await lab.quietly(findEnd)) - since) / 1000
  lab.measure('Let in for', seconds, 's')
  await browser.get('/whoami')
  return seconds
}

/** At the beginning of a sentence. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** As every screen says it. */
export const letInWords = (seconds: number) => `let in for ${inWords(seconds * 1000)}`
