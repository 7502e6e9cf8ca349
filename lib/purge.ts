import { KEEP_ENDED_MS, type Stores } from '@/db/stores/contract'
import { ATTEMPT_WINDOW_MS } from '@/lib/auth/attempts'

/** How long an event is kept, in ms: 90 days, so that a break-in found a quarter later can still be traced. */
export const KEEP_EVENTS_MS = 90 * 86_400_000

/** Rows in one write. A thousand take a few ms, and whoever else writes waits no longer than that. */
export const BATCH = 1000

/** Between two batches, in ms, so that requests come in between. */
const PAUSE_MS = 50

/** Between two rounds, in ms. */
const ROUND_MS = 10 * 60_000

/** Calls back once, later, and does not keep the process alive. */
export type Later = (run: () => void, ms: number) => void

interface PurgeDeps {
  readonly stores: Pick<Stores, 'purge'>
  /** How long the browser may keep the cookie of a session, in ms: until then one that expired can be told so. */
  readonly maxMs: number
  readonly now?: () => number
  readonly later?: Later
}

const unrefd: Later = (run, ms) => void setTimeout(run, ms).unref()

/** Deletes what is over, batch after batch, round after round, for as long as the process lives. A failure waits for the next round. */
export function startPurging({ stores, maxMs, now = Date.now, later = unrefd }: PurgeDeps): void {
  const batch = async () => {
    const at = now()
    const limits = { now: at, expired: at - maxMs, ended: at - KEEP_ENDED_MS, events: at - KEEP_EVENTS_MS, attempts: at - ATTEMPT_WINDOW_MS }
    try {
      const deleted = await stores.purge(limits, BATCH)
      later(() => void batch(), deleted > 0 ? PAUSE_MS : ROUND_MS)
    } catch (error) {
      console.error('What is over could not be deleted; the next try comes in a few minutes.', error)
      later(() => void batch(), ROUND_MS)
    }
  }
  later(() => void batch(), PAUSE_MS)
}
