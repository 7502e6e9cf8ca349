import { cookiePairs } from '../auth/credentials/cookies'
import type { Effect, Trace } from '../auth/contract'
import type { WatchedRequest } from '../xray/deed'
import { silent } from '../xray/trace'
import { clientAddress, sentValues, type Arrival } from './arrival'

/** What a mode may look at. Without an arrival, as in a test, the headers are all that there is. */
export function readRequest(
  headers: Headers,
  { arrival, clock, trustProxyHops, trace = silent }: {
    readonly arrival: Arrival | null
    readonly clock: () => number
    readonly trustProxyHops: number
    readonly trace?: Trace
  },
): WatchedRequest {
  let held: readonly (readonly [name: string, value: string])[] | undefined
  let ip: string | null | undefined
  return {
    now: clock(),
    clock,
    gone: () => arrival?.closed ?? false,
    trace,
    seen: arrival?.seen,
    authorizations: () => authorizations(headers, arrival),
    cookies(wanted) {
      held ??= heldAfter(cookiePairs(headers.get('cookie')), arrival?.told)
      return held.flatMap(([name, value]) => (name === wanted ? [value] : []))
    },
    device: {
      // Few requests ask, and reading an address takes as long as the rest of this.
      get ip() {
        return (ip ??= clientAddress(arrival, trustProxyHops))
      },
      userAgent: headers.get('user-agent')?.slice(0, 512) ?? null,
    },
  }
}

/** The cookies that a browser holds once it was told this. */
function heldAfter(pairs: readonly (readonly [name: string, value: string])[], told: readonly Effect[] | undefined) {
  if (!told) return pairs
  const cookies = told.filter((effect) => effect.kind !== 'hand-over')
  const others = pairs.filter(([name]) => !cookies.some((cookie) => cookie.name === name))
  return [...others, ...cookies.flatMap((cookie) => (cookie.kind === 'set-cookie' ? [[cookie.name, cookie.value] as const] : []))]
}

/**
 * Every Authorization header that was sent. Node keeps the first of several and says nothing, so they are counted where
 * they arrived.
 */
export function authorizations(headers: Headers, arrival: Arrival | null): readonly string[] {
  const kept = headers.get('authorization')
  return arrival ? sentValues(arrival.rawHeaders, 'authorization') : kept === null ? [] : [kept]
}

/** Whether any cookie of ours came along, of whatever mode. */
export function carriesOurCookie(headers: Headers): boolean {
  return cookiePairs(headers.get('cookie')).some(([name]) => /^(__Host-)?stateside-/.test(name))
}
