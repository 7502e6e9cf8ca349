import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { problemParts } from '@/lib/auth/next/problem-response'
import { Problem } from '@/lib/problem'
import { lane, laneOf, LANES, type Bounds, type Exchange, type LaneName } from './lanes'
import { overrun } from './overrun'

export type Handle = (req: Exchange['req'], res: Exchange['res']) => Promise<unknown>

export interface Limits {
  /**
   * Requests that one connection may have unanswered. Browsers and proxies send the next one after the answer; HTTP/1.1 lets a
   * client send ahead (RFC 9112 section 9.3.2), and what it sends ahead waits here for 3 KB each.
   */
  readonly perConnection: number
  /**
   * What came after that, in all connections: node:http has parsed it with the rest of what it read (64 KiB, of up to 2,700
   * requests) and keeps it until the connection closes, at 1.5 KB each. Beyond this many, connections are cut off unanswered.
   */
  readonly ignored: number
  /** How much of it one turn of the event loop may parse, at 10 µs each, before nobody is read from until the next turn. */
  readonly ignoredPerTurn: number
  /**
   * Turns in a row in which lanes yield. One turn accepts one connection (libuv since 1.46), and at the door 500 others may
   * stand before health.
   */
  readonly yields: number
  readonly lanes: Readonly<Record<LaneName, Bounds>>
}

export const LIMITS: Limits = { perConnection: 10, ignored: 20_000, ignoredPerTurn: 5000, yields: 15, lanes: LANES }

interface Connection {
  /** In the order in which they came; the first one is being answered. */
  readonly queue: Exchange[]
  /** The last that is answered: it was one too many. */
  tooMany: Exchange | null
  ignored: number
}

export interface InFlight {
  /** Takes note of a connection before anything is read from it. */
  connected(socket: Socket): void
  accept(exchange: Exchange): void
  /** Whether a request on this connection waits for its answer. */
  has(socket: Socket): boolean
  /** Resolves as soon as none does; until then connections end with the answer that they wait for. */
  finish(): Promise<void>
}

/**
 * Stands between node:http and `handle`. Requests of one connection are handled one after the other, in their order; those of
 * all connections are started as their lanes say. What is too much is 503 `busy`.
 */
export function inFlight(handle: Handle, limits: Limits = LIMITS): InFlight {
  const lanes = Object.entries(limits.lanes).map(([name, bounds]) => ({ name, bounds, ...lane(bounds) }))
  const sockets = new Set<Socket>()
  /** Those that have a request to answer. */
  const connections = new Map<Socket, Connection>()
  let ignored = 0
  let ignoredNow = 0
  let scheduled = false
  let accepted = false
  let yielded = 0
  let finished: (() => void) | undefined

  const start = ({ req, res }: Exchange) => {
    handle(req, res).catch((error: unknown) => {
      console.error(error)
      if (res.headersSent) res.destroy()
      else refuse(res, new Problem('internal_error'))
    })
  }

  const turn = () => {
    yielded = accepted && yielded < limits.yields ? yielded + 1 : 0
    accepted = false
    const more = lanes.map(({ bounds, turn }) => bounds.yields && yielded > 0 ? true : turn(start))
    scheduled = more.includes(true)
    if (scheduled) setImmediate(turn)
  }

  const admit = (exchange: Exchange) => {
    const name = laneOf(exchange.req)
    if (!lanes.find((each) => each.name === name)?.enter(exchange)) {
      refuse(exchange.res, busy())
    } else if (!scheduled) {
      scheduled = true
      setImmediate(turn)
    }
  }

  /** Lets the first of the queue be answered, and the others after it. */
  const next = (socket: Socket, connection: Connection) => {
    const { queue, tooMany } = connection
    const [first] = queue
    if (!first) return
    first.res.once('close', () => {
      queue.shift()
      // What nobody read of its body stands before the next request; without one, this would only read on.
      if (hasBody(first.req)) first.req.resume()
      // Nobody gets an answer any more: the client left, or was told that this was the last.
      if (!socket.writable) queue.length = 0
      if (queue.length > 0) next(socket, connection)
      else forget(socket, connection)
    })
    if (first === tooMany || (finished && queue.length === 1)) first.res.setHeader('connection', 'close')
    if (first === tooMany) {
      refuse(first.res, busy(`One connection may have ${String(limits.perConnection)} requests unanswered. Nothing after this one is answered.`))
    } else {
      onceArrived(first.req, () => {
        admit(first)
      })
    }
  }

  const forget = (socket: Socket, connection: Connection) => {
    connections.delete(socket)
    ignored -= connection.ignored
    if (connections.size === 0) finished?.()
  }

  const ignore = (socket: Socket) => {
    const connection = connections.get(socket)
    if (connection) {
      connection.ignored += 1
      ignored += 1
    }
    if (ignored > limits.ignored) socket.destroy()
    else process.nextTick(readNoMore, socket)
    ignoredNow += 1
    if (ignoredNow !== limits.ignoredPerTurn) return
    // What is readable by now is otherwise all read in this turn.
    sockets.forEach(readNoMore)
    setImmediate(() => {
      ignoredNow = 0
      for (const each of sockets) if (!overrun.has(each)) each.resume()
    })
  }

  return {
    connected(socket) {
      accepted = true
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    },
    accept(exchange) {
      const { socket } = exchange.req
      if (overrun.has(socket) || !socket.writable) {
        ignore(socket)
        return
      }
      const connection = connections.get(socket) ?? { queue: [], tooMany: null, ignored: 0 }
      connections.set(socket, connection)
      if (connection.queue.push(exchange) > limits.perConnection) {
        connection.tooMany = exchange
        overrun.add(socket)
        process.nextTick(readNoMore, socket)
      }
      if (connection.queue.length === 1) next(socket, connection)
    },
    has: (socket) => connections.has(socket),
    finish: () =>
      new Promise((resolve) => {
        finished = resolve
        for (const { queue } of connections.values()) {
          const [first] = queue
          if (first && queue.length === 1 && !first.res.headersSent) first.res.setHeader('connection', 'close')
        }
        if (connections.size === 0) resolve()
      }),
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0
}

/** Once the body has arrived, or as much of it as is kept here: who sends one slowly takes nobody's place. */
function onceArrived(req: IncomingMessage, then: () => void): void {
  if (!hasBody(req)) {
    then()
    return
  }
  const look = () => {
    if (!req.complete && req.readableLength < req.readableHighWaterMark) return
    req.off('readable', look)
    then()
  }
  req.on('readable', look)
}

/** For the connection that was just read from only once all of that is parsed: node:http reads on after every request. */
function readNoMore(socket: Socket): void {
  socket.pause()
}

function busy(detail?: string): Problem {
  return new Problem('busy', detail, { headers: { 'retry-after': '1' } })
}

function refuse(res: ServerResponse, problem: Problem): void {
  const { status, headers, body } = problemParts(problem)
  res.writeHead(status, { ...headers, 'x-content-type-options': 'nosniff' }).end(body)
}
