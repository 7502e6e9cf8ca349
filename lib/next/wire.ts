import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { overrun } from '@/lib/server/sent-ahead'
import type { App } from '../app'
import { headersOf, sentValues, type Arrival } from '../http/arrival'
import { watchAnswer } from '../http/watch-answer'
import { processWide } from '../process-wide'

/** Names the arrival within this process. Overwritten on every request, and nobody can guess another's. */
const HEADER = 'x-stateside-arrival'

/** Every request that is being served, by its name. */
const allArrivals = () => processWide('arrivals', () => new Map<string, Arrival>())

/** What Next takes for our own address when a client or a proxy says it. */
const CLAIMED = ['x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto']

/**
 * Notes every request of this process from now on, for as long as it is being served, and lets Next see `appUrl` as the
 * address that it was sent to: whatever a proxy made of Host, nothing else decides which origin is ours. `recording` has a wire log,
 * where there is one. Called once, at boot.
 */
export function watchArrivals(appUrl: string, recording?: Recording): void {
  processWide('watching arrivals', () => watch(appUrl, recording))
}

type Recording = Pick<App, 'mode' | 'wire' | 'clock'>

function watch(appUrl: string, recording?: Recording): true {
  const arrivals = allArrivals()
  const { host } = new URL(appUrl)
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    if (overrun.has(request.socket)) return
    const id = randomUUID()
    // Next sends itself an action that another page has, with all headers; that is the same request, of the same client.
    const same = arrivals.get(String(request.headers[HEADER]))
    const arrival: Arrival = same ?? {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      rawHeaders: request.rawHeaders,
      peer: request.socket.remoteAddress ?? null,
      answering: () => headersOf(response),
    }
    arrivals.set(id, arrival)
    if (recording && !same) {
      watchAnswer(arrival, response, recording).catch((error: unknown) => {
        console.error(error)
      })
    }
    request.headers[HEADER] = id
    request.headers.host = host
    for (const name of CLAIMED) Reflect.deleteProperty(request.headers, name)
    request.url = readablePath(request.url ?? '/')
    onceOver(request.socket, response, () => {
      if (!same) arrival.closed = true
      arrivals.delete(id)
    })
  })
  return true
}

const unanswered = new WeakMap<Socket, Set<() => void>>()

/** With the answer, or with the connection: node:http tells no answer of it but the one whose turn it is. */
function onceOver(socket: Socket, response: ServerResponse, over: () => void): void {
  const before = unanswered.get(socket)
  const all = before ?? new Set()
  unanswered.set(socket, all.add(over))
  response.once('close', () => {
    all.delete(over)
    over()
  })
  if (before) return
  socket.once('close', () => {
    for (const each of all) each()
  })
}

/**
 * A request target that Next can read: of an absolute one the path (RFC 9112 section 3.2), and what is no path as one that
 * nobody has. Next answers 500 to `*`, and to a broken escape where a folder's name has brackets; as plain text it is only
 * unknown.
 */
export function readablePath(target: string): string {
  const url = target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/')
  const [path = '', ...query] = url.split('?')
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?')
  }
}

/** The Host that was sent, which a Headers object says only where nobody watched. */
export function sentHost(headers: Headers): string | null {
  const sent = arrivalOf(headers)?.rawHeaders
  return sent ? (sentValues(sent, 'host')[0] ?? null) : headers.get('host')
}

/** The arrival behind a Headers object; null where another kind of server brought the request. */
export function arrivalOf(headers: Headers): Arrival | null {
  return allArrivals().get(headers.get(HEADER) ?? '') ?? null
}
