import { env } from '../env'
import type { AuthRequest, Trace } from '../auth/contract'
import { readRequest } from '../http/request'
import { arrivalOf } from './wire'

/** What a mode may look at, of a request that Next hands to a page, an action or the proxy. */
export function authRequest(headers: Headers, trace?: Trace): AuthRequest {
  return readRequest(headers, { arrival: arrivalOf(headers), clock: Date.now, trustProxyHops: env().trustProxyHops, ...(trace && { trace }) })
}

/** Of the page that was asked for, or that a form was sent from. */
export function pagePath(received: Headers): string {
  const { appUrl } = env()
  const url = new URL(arrivalOf(received)?.url ?? '/dashboard', appUrl)
  // Next's client asks for the same page with this parameter.
  url.searchParams.delete('_rsc')
  return url.pathname + url.search
}
