import { createServer, type Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { env } from '@/lib/env'
import { beginStopping, stopping } from '@/lib/stopping'
import { inFlight, type Handle } from './in-flight'

/** A whole request, in ms: the 64 KiB that a body may have at 26 kbit/s. Who sends it slower takes the place of others. */
const REQUEST_MS = 20_000

/** Between two looks for requests that took longer, in ms. */
const LOOK_MS = 5000

/** For a client that reads nothing of its answer, in ms. */
const READ_MS = 30_000

/**
 * How long a connection may wait for its next request, in ms. nginx closes an idle one after 60 s, as do the load balancers of
 * the large clouds; the server must be the later one, or it closes while a request is on its way.
 */
const KEEP_ALIVE_MS = 65_000

/** For requests on open connections that were on their way when the stop began, and are told so with 503, in ms. */
const ON_THEIR_WAY_MS = 1000

/** Of SHUTDOWN_SECONDS, for the process to end in, in ms. */
const LEAVE_MS = 250

/** The longest that a timer takes, in ms. */
const TIMER_MAX_MS = 2 ** 31 - 1

export interface Serving {
  /** Not listening yet. */
  readonly server: Server
  /**
   * Takes no new connections, answers what is under way, and resolves. Ends the process, with exit code 0, once
   * SHUTDOWN_SECONDS have passed.
   */
  stop(): Promise<void>
}

/** The HTTP server in front of `handle`: what is bounded is bounded here. */
export function serve(handle: Handle): Serving {
  const flight = inFlight(handle)
  const server = createServer({
    requestTimeout: REQUEST_MS,
    headersTimeout: REQUEST_MS,
    connectionsCheckingInterval: LOOK_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  })
  server.on('connection', flight.connected)
  server.on('request', (req, res) => {
    if (stopping().aborted) res.shouldKeepAlive = false
    flight.accept({ req, res })
  })
  server.setTimeout(READ_MS, (socket) => {
    // An answer may take long to make; only who does not take it is cut off, and who has nothing more to ask.
    if (socket.writableLength > 0 || !flight.has(socket)) socket.destroy()
  })
  return {
    server,
    async stop() {
      const { shutdownMs } = env()
      const cutOff = () => {
        console.error(`Cut off what was not finished within ${String(shutdownMs / 1000)} s; SHUTDOWN_SECONDS gives it longer.`)
        process.exit(0)
      }
      setTimeout(cutOff, Math.min(shutdownMs - LEAVE_MS, TIMER_MAX_MS))
      beginStopping()
      // Not http's own close: that would also end connections that are about to send a request.
      NetServer.prototype.close.call(server)
      await sleep(ON_THEIR_WAY_MS)
      await flight.finish()
    },
  }
}
