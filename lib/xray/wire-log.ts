import { LRUCache } from 'lru-cache'
import type { RejectReason } from '@/lib/auth/contract'
import type { CheckCost } from './cost'
import { MOST_ENTRIES } from './most-entries'
import type { XrayReport } from './report'

/** Of how many sessions requests are kept: those that asked last. */
const MOST_SESSIONS = 200

/** Of all of them together, in characters. */
const MOST_TEXT = 16 * 2 ** 20

/** How long they are kept after the last of them, in ms. */
const KEEP_MS = 3_600_000

/** One request of a signed-in person, in a line. */
export interface WireEntry {
  /** Counts up, also from one start of the server to the next. */
  readonly id: number
  /** When it came; ISO 8601. */
  readonly at: string
  readonly method: string
  readonly path: string
  /** What asked: the browser for a page, a script for one or for the API, or a form. */
  readonly kind: 'page' | 'data' | 'form' | 'api'
  readonly status: number
  /** What was done with the credential; `issued` where the request began the session. */
  readonly did: 'checked' | 'renewed' | 'issued'
  /** Why it was rejected; null when it was not. */
  readonly reason: RejectReason | null
  /** Request line and headers as they arrived. */
  readonly bytes: number
  /** Of the credential's value; null where none came. */
  readonly credentialBytes: number | null
  /** What the check costs by itself; null where nothing was checked or the credential was rejected. */
  readonly check: CheckCost | null
  /** From its arrival until all of the answer was sent, in ms. */
  readonly ms: number
}

/** The same, in full. */
export interface WireDetail {
  readonly entry: WireEntry
  readonly xray: XrayReport
  /** Tokens in the body of the answer, redacted. */
  readonly given: readonly string[]
}

interface Kept {
  readonly entry: WireEntry
  /** The rest of it, as JSON: what is looked at seldom shall not be a thousand objects. */
  readonly rest: string
}

/** A session's requests, the oldest first; or that it is over, so that what was still under way begins no new list. */
type Slot = readonly Kept[] | 'ended'

/** The last requests of each session, in this process's memory and nowhere else. */
export interface WireLog {
  /** `rest` is the JSON of the detail without its entry. */
  add(sessionId: string, entry: Omit<WireEntry, 'id'>, rest: string): void
  /** Those that came after this one, the newest first. */
  after(sessionId: string, id: number): readonly WireEntry[]
  detail(sessionId: string, id: number): WireDetail | null
  /** Forgets all of these sessions, and keeps nothing more of them. */
  end(sessionIds: readonly string[]): void
}

export function wireLog(clock: () => number): WireLog {
  const slots = new LRUCache<string, Slot>({
    max: MOST_SESSIONS,
    maxSize: MOST_TEXT,
    sizeCalculation: (slot) => (slot === 'ended' ? 1 : slot.reduce((sum, { rest }) => sum + rest.length, 1)),
    ttl: KEEP_MS,
    perf: { now: clock },
  })
  let last = 0
  const keptOf = (sessionId: string): readonly Kept[] => {
    const slot = slots.get(sessionId)
    return slot === undefined || slot === 'ended' ? [] : slot
  }
  return {
    add(sessionId, entry, rest) {
      if (slots.peek(sessionId) === 'ended') return
      slots.purgeStale()
      last = Math.max(last + 1, clock())
      slots.set(sessionId, [...keptOf(sessionId), { entry: { ...entry, id: last }, rest }].slice(-MOST_ENTRIES))
    },
    after: (sessionId, id) =>
      keptOf(sessionId)
        .map(({ entry }) => entry)
        .filter((entry) => entry.id > id)
        .reverse(),
    detail(sessionId, id) {
      const found = keptOf(sessionId).find(({ entry }) => entry.id === id)
      return found ? { entry: found.entry, ...(JSON.parse(found.rest) as Omit<WireDetail, 'entry'>) } : null
    },
    end(sessionIds) {
      for (const id of sessionIds) slots.set(id, 'ended')
    },
  }
}
