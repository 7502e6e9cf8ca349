import { subscribe } from 'node:diagnostics_channel'
import { isIP } from 'node:net'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TraceStep } from '@/lib/xray/trace'
import type { RejectReason } from '../contract'

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
  /** What the proxy did before anybody else saw the request, and why it did not work, if it did not. */
  renewal?: { readonly steps: readonly TraceStep[]; readonly refused: RejectReason | null }
}

/** Names the arrival within this process. Overwritten on every request, so a client cannot choose it. */
const HEADER = 'x-stateside-arrival'

const shared = globalThis as typeof globalThis & { statesideArrivals?: Map<string, Arrival> }

/** Notes every request of this process from now on, for as long as it is being served. Called once, at boot. */
export function watchArrivals(): void {
  if (shared.statesideArrivals) return
  const arrivals = (shared.statesideArrivals = new Map<string, Arrival>())
  let count = 0
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    const id = String(++count)
    arrivals.set(id, {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      rawHeaders: request.rawHeaders,
      peer: request.socket.remoteAddress ?? null,
    })
    request.headers[HEADER] = id
    request.url = decodablePath(request.url ?? '/')
    response.once('close', () => arrivals.delete(id))
  })
}

/** Next answers 500 to a path with a broken escape where its folder has brackets; as plain text it is only unknown. */
export function decodablePath(url: string): string {
  const [path = '', ...query] = url.split('?')
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?')
  }
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
  const chain = arrival.rawHeaders
    .flatMap((name, i, all) => (i % 2 === 0 && name.toLowerCase() === 'x-forwarded-for' ? (all[i + 1] ?? '').split(',') : []))
    .map(plainAddress)
  return [...chain, plainAddress(arrival.peer ?? '')].at(-1 - Math.min(hops, chain.length)) ?? plainAddress(arrival.peer ?? '')
}

/** Without the port and brackets that some proxies add, and not as IPv6 where it is IPv4; null for what is no address. */
function plainAddress(text: string): string | null {
  const bare = /^\s*(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+)(?::\d+)?|(.*?))\s*$/.exec(text)
  const address = (bare?.[1] ?? bare?.[2] ?? bare?.[3] ?? '').replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(address) === 0 ? null : address
}
