import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TraceStep } from '@/lib/xray/trace'
import { plainAddress } from '../address'
import type { Effect, RejectReason } from '../contract'

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
    const arrival: Arrival = {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      rawHeaders: request.rawHeaders,
      peer: request.socket.remoteAddress ?? null,
    }
    arrivals.set(id, arrival)
    request.headers[HEADER] = id
    request.url = decodablePath(request.url ?? '/')
    response.once('close', () => {
      arrival.closed = true
      arrivals.delete(id)
    })
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
  const chain = arrival.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 && name.toLowerCase() === 'x-forwarded-for' ? (all[i + 1] ?? '').split(',') : []))
  const peer = arrival.peer ?? ''
  return withoutPort([...chain, peer].at(-1 - Math.min(hops, chain.length)) ?? '') ?? withoutPort(peer)
}

/** Without the port and brackets that some proxies add; null for what is no address. */
function withoutPort(text: string): string | null {
  const sent = text.trim()
  const bare = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(sent)
  return plainAddress(bare?.[1] ?? bare?.[2] ?? sent)
}
