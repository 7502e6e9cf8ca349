import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { overrun } from '@/lib/server/sent-ahead'
import type { TraceStep } from '@/lib/xray/trace'
import { plainAddress } from '../accounts/address'
import type { Effect, RejectReason } from '../auth/contract'

/**
 * A request as it arrived. Next's Headers object has been lower-cased, merged and extended by the time anybody sees it,
 * its `x-forwarded-for` is the client's word when the client sent one, and it does not know who is at the other end.
 */
export interface Arrival {
  readonly method: string
  readonly url: string
  /** Name and value in turn, as sent. */
  readonly rawHeaders: readonly string[]
  /** The address at the other end of the connection. */
  readonly peer: string | null
  /** Once the client has hung up or has all of the answer. */
  closed?: true
  /** What the proxy did before anybody else saw the request, and why it did not work, if it did not. */
  renewal?: { readonly steps: readonly TraceStep[]; readonly refused: RejectReason | null }
  /** What a server action told the browser, before the page that follows in the same answer was rendered. */
  told?: readonly Effect[]
}

/** Names the arrival within this process. Overwritten on every request, and nobody can guess another's. */
const HEADER = 'x-stateside-arrival'

const shared = globalThis as typeof globalThis & { statesideArrivals?: Map<string, Arrival> }

/** What Next takes for our own address when a client or a proxy says it. */
const CLAIMED = ['x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto']

/**
 * Notes every request of this process from now on, for as long as it is being served, and lets Next see `appUrl` as the
 * address that it was sent to: whatever a proxy made of Host, nothing else decides which origin is ours. Called once, at boot.
 */
export function watchArrivals(appUrl: string): void {
  if (shared.statesideArrivals) return
  const arrivals = (shared.statesideArrivals = new Map<string, Arrival>())
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
    }
    arrivals.set(id, arrival)
    request.headers[HEADER] = id
    request.headers.host = host
    for (const name of CLAIMED) Reflect.deleteProperty(request.headers, name)
    request.url = readablePath(request.url ?? '/')
    onceOver(request.socket, response, () => {
      if (!same) arrival.closed = true
      arrivals.delete(id)
    })
  })
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

/** Every value that came under this name, in lower case, as it was sent. */
export function sentValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, i, all) => i % 2 === 1 && all[i - 1]?.toLowerCase() === name)
}

/** The arrival behind a Headers object; null where another kind of server brought the request. */
export function arrivalOf(headers: Headers): Arrival | null {
  return shared.statesideArrivals?.get(headers.get(HEADER) ?? '') ?? null
}

/**
 * Who sent it. Each trusted proxy appended the address it saw, so with `hops` of them the client stands that many places
 * from the right; whatever stands further left is hearsay.
 */
export function clientAddress(arrival: Arrival | null, hops: number): string | null {
  if (!arrival) return null
  const chain = sentValues(arrival.rawHeaders, 'x-forwarded-for').flatMap((value) => value.split(','))
  const peer = arrival.peer ?? ''
  return withoutPort([...chain, peer].at(-1 - Math.min(hops, chain.length)) ?? '') ?? withoutPort(peer)
}

/** Without the port and brackets that some proxies add; null for what is no address. */
function withoutPort(text: string): string | null {
  const sent = text.trim()
  const bare = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(sent)
  return plainAddress(bare?.[1] ?? bare?.[2] ?? sent)
}
