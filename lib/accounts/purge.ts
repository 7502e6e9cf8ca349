import { KEEP_ENDED_MS } from '@/lib/stores/sessions'
import type { Stores } from '@/lib/stores/stores'
import { ATTEMPT_WINDOW_MS } from './attempts'

/** How long an event is kept, in ms: 90 days, so that a break-in found a quarter later can still be traced. */
export const KEEP_EVENTS_MS = 90 * 86_400_000

/** Rows in one write. A thousand take a few ms, and whoever else writes waits no longer than that. */
export const BATCH = 1000

/** Between two batches, in ms, so that requests come in between. */
const PAUSE_MS = 50

/** Between two rounds, in ms. */
const ROUND_MS = 10 * 60_000

/**
 * How long the clock must have run on without a jump before what it says deletes anything, in ms. A clock that is ahead for a
 * moment would forget what was revoked, for good.
 */
export const TRUST_CLOCK_MS = 60 * 60_000

/** Calls back once, later, and does not keep the process alive. */
export type Later = (run: () => void, ms: number) => void

interface PurgeDeps {
  readonly stores: Pick<Stores, 'purge'>
  /** How long the browser may keep the cookie of a session, in ms: until then one that expired can be told so. */
  readonly maxMs: number
  readonly now?: () => number
  /** Goes on evenly, whatever happens to the clock; ms since any moment. */
  readonly elapsed?: () => number
  readonly later?: Later
}

const unrefd: Later = (run, ms) => void setTimeout(run, ms).unref()

/** Deletes what is over, batch after batch, round after round, for as long as the process lives. A failure waits for the next round. */
export function startPurging({ stores, maxMs, now = Date.now, elapsed = () => performance.now(), later = unrefd }: PurgeDeps): void {
  const trusted = trustedClock(now, elapsed)
  const batch = async () => {
    const at = trusted()
    if (at === null) {
      later(() => void batch(), ROUND_MS)
      return
    }
    const limits = { now: at, expired: at - maxMs, ended: at - KEEP_ENDED_MS, events: at - KEEP_EVENTS_MS, attempts: at - ATTEMPT_WINDOW_MS }
    try {
      const deleted = await stores.purge(limits, BATCH)
      later(() => void batch(), deleted > 0 ? PAUSE_MS : ROUND_MS)
    } catch (error) {
      console.error('What has expired could not be deleted; the next try is in a few minutes.', error)
      later(() => void batch(), ROUND_MS)
    }
  }
  later(() => void batch(), PAUSE_MS)
}

/** The earliest time that it can be by any reading of the last hour; null until there has been an hour of them. */
function trustedClock(now: () => number, elapsed: () => number): () => number | null {
  let readings: { readonly at: number; readonly ahead: number }[] = []
  return () => {
    const at = elapsed()
    readings.push({ at, ahead: now() - at })
    // The last one from before the hour stays, so that all of it is covered.
    const first = readings.findLastIndex((reading) => reading.at <= at - TRUST_CLOCK_MS)
    if (first === -1) return null
    readings = readings.slice(first)
    return at + Math.min(...readings.map(({ ahead }) => ahead))
  }
}
