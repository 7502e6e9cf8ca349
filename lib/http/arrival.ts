import type { ServerResponse } from 'node:http'
import { plainAddress } from '../accounts/address'
import type { Effect, RejectReason } from '../auth/contract'
import type { Deed } from '../xray/deed'
import type { TraceStep } from '../xray/trace'

/**
 * A request as it arrived. A Headers object has been lower-cased and merged, what a framework adds to it is the client's word
 * where the client sent the same, and it does not know who is at the other end.
 */
export interface Arrival {
  readonly method: string
  readonly url: string
  /** Name and value in turn, as sent. */
  readonly rawHeaders: readonly string[]
  /** The address at the other end of the connection. */
  readonly peer: string | null
  /** Name and value of each header that is set for its answer by now. */
  readonly answering?: () => readonly (readonly [name: string, value: string])[]
  /** Once the client has hung up or has all of the answer. */
  closed?: true
  /** What the proxy did before anybody else saw the request, and why it did not work, if it did not. */
  renewal?: { readonly steps: readonly TraceStep[]; readonly refused: RejectReason | null }
  /** What a server action told the browser, before the page that follows in the same answer was rendered. */
  told?: readonly Effect[]
  /** Told what a mode did for it, where requests are recorded. */
  seen?: (deed: Deed) => void
}

/** Every value that came under this name, in lower case, as it was sent. */
export function sentValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, i, all) => i % 2 === 1 && all[i - 1]?.toLowerCase() === name)
}

/** Of Next's client, or of the browser itself: nobody has asked for that page yet. */
export function isAhead({ rawHeaders }: Pick<Arrival, 'rawHeaders'>): boolean {
  return sentValues(rawHeaders, 'next-router-prefetch').length > 0 || sentValues(rawHeaders, 'sec-purpose').some((purpose) => purpose.startsWith('prefetch'))
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

/** Name and value of each header that is set for an answer by now. */
export function headersOf(response: ServerResponse): readonly (readonly [name: string, value: string])[] {
  return Object.entries(response.getHeaders()).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)] as const),
  )
}
