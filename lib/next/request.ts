import { silent } from '@/lib/xray/trace'
import { env } from '@/lib/env'
import type { AuthRequest, Effect, Trace } from '../auth/contract'
import { cookiePairs } from '@/lib/auth/credentials/cookies'
import { arrivalOf, clientAddress, sentValues } from './wire'

/** The only reading of the real clock on the way to a mode. */
export function authRequest(headers: Headers, trace: Trace = silent): AuthRequest {
  const arrival = arrivalOf(headers)
  const pairs = heldAfter(cookiePairs(headers.get('cookie')), arrival?.told ?? [])
  return {
    now: Date.now(),
    clock: Date.now,
    gone: () => arrival?.closed ?? false,
    trace,
    authorizations: () => authorizations(headers),
    cookies: (wanted) => pairs.flatMap(([name, value]) => (name === wanted ? [value] : [])),
    device: {
      ip: clientAddress(arrival, env().trustProxyHops),
      userAgent: headers.get('user-agent')?.slice(0, 512) ?? null,
    },
  }
}

/** The cookies that a browser holds once it was told this. */
function heldAfter(pairs: readonly (readonly [name: string, value: string])[], told: readonly Effect[]) {
  const cookies = told.filter((effect) => effect.kind !== 'hand-over')
  const others = pairs.filter(([name]) => !cookies.some((cookie) => cookie.name === name))
  return [...others, ...cookies.flatMap((cookie) => (cookie.kind === 'set-cookie' ? [[cookie.name, cookie.value] as const] : []))]
}

/**
 * Every Authorization header that was sent. Node keeps the first of several and says nothing, so they are counted where
 * they arrived.
 */
export function authorizations(headers: Headers): readonly string[] {
  const kept = headers.get('authorization')
  const arrival = arrivalOf(headers)
  if (!arrival) return kept === null ? [] : [kept]
  return sentValues(arrival.rawHeaders, 'authorization')
}

/** Whether any cookie of ours came along, of whatever mode. */
export function carriesOurCookie(headers: Headers): boolean {
  return cookiePairs(headers.get('cookie')).some(([name]) => /^(__Host-)?stateside-/.test(name))
}

/** Of the page that was asked for, or that a form was sent from. */
export function pagePath(received: Headers): string {
  const { appUrl } = env()
  const url = new URL(arrivalOf(received)?.url ?? '/dashboard', appUrl)
  // Next's client asks for the same page with this parameter.
  url.searchParams.delete('_rsc')
  return url.pathname + url.search
}
