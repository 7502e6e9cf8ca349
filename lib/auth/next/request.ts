import { silent } from '@/lib/xray/trace'
import { env } from '@/lib/env'
import type { AuthRequest, Trace } from '../contract'
import { cookiePairs } from '../cookies'
import { arrivalOf, clientAddress } from './wire'

/** The only reading of the real clock on the way to a mode. */
export function authRequest(headers: Headers, trace: Trace = silent): AuthRequest {
  const pairs = cookiePairs(headers.get('cookie'))
  return {
    now: Date.now(),
    trace,
    header: (name) => headers.get(name),
    cookies: (wanted) => pairs.flatMap(([name, value]) => (name === wanted ? [value] : [])),
    device: {
      ip: clientAddress(arrivalOf(headers), env().trustProxyHops),
      userAgent: headers.get('user-agent')?.slice(0, 512) ?? null,
    },
  }
}

/** Whether any cookie of ours came along, of whatever mode. */
export function carriesOurCookie(headers: Headers): boolean {
  return cookiePairs(headers.get('cookie')).some(([name]) => /^(__Host-)?stateside-/.test(name))
}
