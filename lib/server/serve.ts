import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Origin } from '@/lib/app'
import { beginStopping } from '@/lib/stopping'
import { inFlight, type Handle } from './in-flight'

/** How long a client may take, in ms. */
interface Times {
  /** For a whole request: the 64 KiB that a body may have at 26 kbit/s. */
  readonly request: number
  /** Between two looks for requests that take longer. */
  readonly look: number
  /** Without reading anything of an answer that is there. */
  readonly read: number
  /**
   * Before its next request. nginx closes a connection that waits after 60 s, as do the load balancers of the large clouds; the
   * server must be the later one, or it closes while a request is on its way.
   */
  readonly keepAlive: number
}

const TIMES: Times = { request: 20_000, look: 5000, read: 30_000, keepAlive: 65_000 }

/** How long connections that are open when the stop begins may still send a request, to be told so, in ms. */
const ON_THEIR_WAY_MS = 1000

/** Of SHUTDOWN_SECONDS, for the process to end in, in ms. */
const LEAVE_MS = 250

/** The longest that a timer takes, in ms. */
const TIMER_MAX_MS = 2 ** 31 - 1

export interface ServeOptions extends Origin {
  /** How long a stop may take, in ms. */
  readonly shutdownMs: number
}

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
export function serve(handle: Handle, { shutdownMs, ...from }: ServeOptions, times: Times = TIMES): Serving {
  const flight = inFlight(handle, from)
  const server = createServer({
    requestTimeout: times.request,
    headersTimeout: times.request,
    connectionsCheckingInterval: times.look,
    keepAliveTimeout: times.keepAlive,
  })
  server.on('connection', flight.connected)
  server.on('request', (req, res) => {
    flight.accept({ req, res })
  })
  server.setTimeout(times.read, (socket) => {
    // An answer may take long to make: only who does not take it is cut off, and who asks nothing more.
    if (socket.writableLength > 0 || !flight.has(socket)) socket.destroy()
  })
  return {
    server,
    async stop() {
      const cutOff = () => {
        console.error(`Cut off what was not finished within ${String(shutdownMs / 1000)} s; SHUTDOWN_SECONDS gives it longer.`)
        process.exit(0)
      }
      setTimeout(cutOff, Math.min(shutdownMs - LEAVE_MS, TIMER_MAX_MS))
      const nobodyLeft = once(server, 'close')
      beginStopping()
      // Not http's own close: that would also end connections that are about to send a request.
      NetServer.prototype.close.call(server)
      flight.close()
      await Promise.race([nobodyLeft, sleep(Math.min(ON_THEIR_WAY_MS, shutdownMs / 2))])
      await flight.idle()
    },
  }
}
