import { silent } from '@/lib/xray/trace'
import { env } from '@/lib/env'
import type { AuthRequest, Trace } from '../contract'
import { cookiePairs } from '../cookies'
import { arrivalOf, clientAddress } from './wire'

/** The only reading of the real clock on the way to a mode. */
export function authRequest(headers: Headers, trace: Trace = silent): AuthRequest {
  const pairs = cookiePairs(headers.get('cookie'))
  const arrival = arrivalOf(headers)
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

/**
 * Every Authorization header that was sent. Node keeps the first of several and says nothing, so they are counted where
 * they arrived.
 */
export function authorizations(headers: Headers): readonly string[] {
  const kept = headers.get('authorization')
  const arrival = arrivalOf(headers)
  if (!arrival) return kept === null ? [] : [kept]
  return arrival.rawHeaders.flatMap((name, i, all) =>
    i % 2 === 0 && name.toLowerCase() === 'authorization' ? [all[i + 1] ?? ''] : [],
  )
}

/** Whether any cookie of ours came along, of whatever mode. */
export function carriesOurCookie(headers: Headers): boolean {
  return cookiePairs(headers.get('cookie')).some(([name]) => /^(__Host-)?stateside-/.test(name))
}
