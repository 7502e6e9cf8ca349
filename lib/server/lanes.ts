import type { IncomingMessage, ServerResponse } from 'node:http'

/** A request and what answers it, as node:http hands them over. */
export interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
}

export interface Bounds {
  /** Open at once in this process: waiting to be started, or under way. */
  readonly limit: number
  /** Started in one turn of the event loop. */
  readonly perTurn: number
  /** Lets whoever is at the door come in first. */
  readonly yields?: boolean
}

const CHEAP = { limit: 1000, perTurn: 8 }
const PAGE: Bounds = { limit: 250, perTurn: 1, yields: true }

/**
 * Requests of a kind share a lane, so that none waits for another kind, nor for work with passwords that it has no part in.
 * What starts in a turn of the event loop bounds how long a turn takes, and so how late whoever comes next is heard, however
 * much waits: measured with 400 connections that ask for pages on two busy cores, one page a turn keeps 4 pages under way and
 * answers health in 0.1 s; all at once, in 12 s, at the same number of pages a second.
 *
 * A page takes 8 to 30 ms, so 250 of them are a wait of 2 to 8 s. Of the others 1000 are one of about 1 s, and 50 MB if all
 * are under way, at 30 to 50 KB each.
 */
export const LANES = {
  health: CHEAP,
  /** Open for minutes; lib/accounts/streams.ts bounds those, and this what is on its way there. */
  streams: { ...CHEAP, limit: 6000 },
  answers: CHEAP,
  changes: CHEAP,
  pages: PAGE,
  forms: PAGE,
} satisfies Record<string, Bounds>

export type LaneName = keyof typeof LANES

/** By method and path alone; what leaves its folder by dots may lead to a page. */
export function laneOf({ method, url = '/' }: { method?: string; url?: string }): LaneName {
  const [path = ''] = url.split('?', 1)
  if (path === '/api/health') return 'health'
  if (path === '/api/session-events') return 'streams'
  const cheap = /^\/(?:api|_next\/static|\.well-known)\/(?!.*(?:\.\.|%2e|\\))/i.test(path)
  const safe = method === 'GET' || method === 'HEAD'
  return cheap ? (safe ? 'answers' : 'changes') : safe ? 'pages' : 'forms'
}

interface Lane {
  readonly yields: boolean
  /** Lets it wait for its start; false when the lane is full. Whose client leaves meanwhile is never started. */
  enter(exchange: Exchange): boolean
  /** Starts as many as one turn may, and says whether more wait. */
  turn(start: (exchange: Exchange) => void): boolean
}

function lane({ limit, perTurn, yields = false }: Bounds): Lane {
  const waiting = new Set<Exchange>()
  let open = 0
  return {
    yields,
    enter(exchange) {
      if (open >= limit) return false
      open += 1
      waiting.add(exchange)
      exchange.res.once('close', () => {
        open -= 1
        waiting.delete(exchange)
      })
      return true
    },
    turn(start) {
      let room = perTurn
      for (const exchange of waiting) {
        if (room === 0) break
        room -= 1
        waiting.delete(exchange)
        start(exchange)
      }
      return waiting.size > 0
    },
  }
}

export interface LaneLimits {
  readonly lanes: Readonly<Record<LaneName, Bounds>>
  /**
   * Turns in a row in which lanes yield. One turn accepts one connection (libuv since 1.46), and at the door 500 others may
   * stand before health.
   */
  readonly yields: number
}

export interface Lanes {
  /** Starts it in its turn; false when its lane is full. */
  enter(exchange: Exchange): boolean
  /** In a turn that accepted a connection. */
  yield(): void
}

export function lanes(limits: LaneLimits, start: (exchange: Exchange) => void): Lanes {
  const byName = Object.fromEntries(Object.entries(limits.lanes).map(([name, bounds]) => [name, lane(bounds)])) as Record<LaneName, Lane>
  let scheduled = false
  let yielding = false
  let yielded = 0

  const turn = () => {
    yielded = yielding && yielded < limits.yields ? yielded + 1 : 0
    yielding = false
    const more = Object.values(byName).map((each) => (each.yields && yielded > 0 ? true : each.turn(start)))
    scheduled = more.includes(true)
    if (scheduled) setImmediate(turn)
  }

  return {
    enter(exchange) {
      if (!byName[laneOf(exchange.req)].enter(exchange)) return false
      if (!scheduled) setImmediate(turn)
      scheduled = true
      return true
    },
    yield() {
      yielding = true
    },
  }
}
