import { inWords } from '@/lib/duration'
import type { Answer, Browser } from './browser'
import type { Lab } from './lab'
import type { Site } from './site'

export interface Use {
  /** Whether it renews whenever that works; a renewal brings what has changed since. */
  readonly renews?: boolean
  /** Which answer to "who am I" counts as being let in. */
  readonly counts?: (answer: Answer) => boolean
  /** From when it is counted, in ms since epoch; now, unless told. */
  readonly since?: number
}

/** Uses what a client holds until it is refused. For how long that was, in s of the arena's clock, which then stands at the refusal. */
export async function letInFor(
  lab: Lab,
  { arena }: Site,
  browser: Browser,
  { renews = true, counts = ({ ok }) => ok, since = arena.now() }: Use = {},
): Promise<number> {
  const isIn = async () => counts(await browser.get('/me'))
  const renewed = async () => renews && (await browser.post('/renew')).ok

  async function findEnd(): Promise<number> {
    if (!(await isIn()) && !((await renewed()) && (await isIn()))) return arena.now()
    let last = arena.now()
    // Often enough that no renewal is missed; then back to when it worked, and on by half, until the end is found to the ms.
    for (let stride = arena.config.idleMs / 2; stride >= 1; stride = Math.floor(stride / 2)) {
      for (;;) {
        lab.signal.throwIfAborted()
        arena.turn(last + stride - arena.now())
        if (!(await renewed()) && !(await isIn())) break
        last = arena.now()
      }
    }
    arena.turn(last + 1 - arena.now())
    return arena.now()
  }

  lab.step(`It is used ${renews ? 'and renewed ' : ''}for as long as that works, on the arena's clock`)
  const seconds = ((await lab.quietly(findEnd)) - since) / 1000
  lab.measure('Let in for', seconds, 's')
  await browser.get('/me')
  return seconds
}

/** At the beginning of a sentence. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** As every screen says it. */
export const letInWords = (seconds: number) => `let in for ${inWords(seconds * 1000)}`
