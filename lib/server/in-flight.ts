import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Origin } from '@/lib/app'
import { problemParts } from '@/lib/http/answer'
import { Problem } from '@/lib/problem'
import { onceArrived } from './body'
import { LANES, lanes, type Exchange, type LaneLimits } from './lanes'
import { overrun, sentAhead, type SentAheadLimits } from './sent-ahead'

export type Handle = (req: Exchange['req'], res: Exchange['res']) => Promise<unknown>

export interface Limits extends LaneLimits, SentAheadLimits {
  /**
   * Requests that one connection may have unanswered. Browsers and proxies send the next one after the answer; HTTP/1.1 lets a
   * client send ahead (RFC 9112 section 9.3.2), and what it sends ahead waits here for 3 KB each.
   */
  readonly perConnection: number
}

export const LIMITS: Limits = { perConnection: 10, ignored: 5000, ignoredPerTurn: 2000, yields: 50, lanes: LANES }

export interface InFlight {
  /** Takes note of a connection before anything is read from it. */
  connected(socket: Socket): void
  accept(exchange: Exchange): void
  /** Whether a request on this connection waits for its answer. */
  has(socket: Socket): boolean
  /** From now on a connection ends with the last answer that it waits for. */
  close(): void
  /** Resolves as soon as none waits for one. */
  idle(): Promise<void>
}

/** Requests of one connection in the order in which they came; the first one is being answered. */
type Queue = Exchange[]

/**
 * Stands between node:http and `handle`. Requests of one connection are handled one after the other, in their order; those of
 * all connections are started as their lanes say. What is too much is 503 `busy`.
 */
export function inFlight(handle: Handle, from: Origin, limits: Limits = LIMITS): InFlight {
  const refuse = (res: ServerResponse, problem: Problem) => {
    const { status, headers, body } = problemParts(problem, from)
    res.writeHead(status, { ...headers, 'x-content-type-options': 'nosniff' }).end(body)
  }
  const run = async ({ req, res }: Exchange) => {
    try {
      await handle(req, res)
    } catch (error) {
      console.error(error)
      if (res.headersSent) res.destroy()
      else refuse(res, new Problem('internal_error'))
    }
  }
  const queues = new Map<Socket, Queue>()
  const ahead = sentAhead(limits)
  const { enter, yield: letIn } = lanes(limits, (exchange) => void run(exchange))
  let closing = false
  let idle: (() => void) | undefined

  const closeAfter = (queue: Queue) => {
    const [first] = queue
    if (closing && first && queue.length === 1 && !first.res.headersSent) first.res.setHeader('connection', 'close')
  }

  /** Lets the first be answered, and the others after it. */
  const next = (socket: Socket, queue: Queue, first: Exchange) => {
    first.res.once('close', () => {
      queue.shift()
      const [second] = queue
      // A connection that takes no answers any more was left by its client, or told that the last one was the last.
      if (second && socket.writable) {
        next(socket, queue, second)
        return
      }
      queues.delete(socket)
      if (queues.size === 0) idle?.()
    })
    closeAfter(queue)
    if (overrun.has(socket) && queue.length === 1) {
      first.res.setHeader('connection', 'close')
      refuse(first.res, busy(`One connection may have ${String(limits.perConnection)} requests unanswered. Nothing after this one is answered.`))
      return
    }
    onceArrived(first.req, () => {
      if (!enter(first)) refuse(first.res, busy())
    })
  }

  return {
    connected(socket) {
      letIn()
      ahead.watch(socket)
    },
    accept(exchange) {
      const { socket } = exchange.req
      if (overrun.has(socket) || !socket.writable) {
        ahead.ignore(socket)
        return
      }
      const queue = queues.get(socket) ?? []
      queues.set(socket, queue)
      if (queue.push(exchange) > limits.perConnection) ahead.over(socket)
      if (queue.length === 1) next(socket, queue, exchange)
    },
    has: (socket) => queues.has(socket),
    close() {
      closing = true
      queues.forEach(closeAfter)
    },
    idle: () =>
      new Promise((resolve) => {
        idle = resolve
        if (queues.size === 0) resolve()
      }),
  }
}

function busy(detail?: string): Problem {
  return new Problem('busy', detail, { headers: { 'retry-after': '1' } })
}
