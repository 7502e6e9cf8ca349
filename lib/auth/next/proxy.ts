import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { isStoreUnavailable } from '@/db/stores/contract'
import type { Effect } from '../contract'
import { getApp } from '../registry'
import { applyEffects } from './effects'
import { pagePolicy, transportHeaders } from './headers'
import { authRequest } from './request'

/** Pages that nobody sees without a session. They check it themselves; this only spares a render. */
const PROTECTED = ['/dashboard']

/**
 * What happens before a page is rendered: a nonce that no request can choose, an optimistic gate, and renewal, because
 * a page cannot set cookies. Nothing relies on it for access; every page checks again.
 */
export async function handleNavigation(request: NextRequest): Promise<NextResponse> {
  const nonce = randomBytes(16).toString('base64')
  const policy = pagePolicy(nonce)
  const { mode } = getApp()
  const { pathname, search } = request.nextUrl

  const respond = (response: NextResponse, effects: readonly Effect[] = []) => {
    applyEffects(effects, response.cookies)
    response.headers.set('content-security-policy', policy)
    response.headers.set('cache-control', 'no-store')
    for (const [name, value] of Object.entries(transportHeaders())) response.headers.set(name, value)
    return response
  }

  // After an action Next fetches the page that follows from itself, and would show that request as the browser's. Without
  // an answer to it, the browser asks for the page.
  if (request.headers.has('x-action-redirect')) return respond(new NextResponse(null, { status: 204 }))

  // Whatever a client sent under these names is overwritten.
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const onward = { request: { headers } }

  const protectedPage = PROTECTED.some((path) => pathname === path || pathname.startsWith(`${path}/`))
  const req = authRequest(request.headers)
  const sent = mode.facts.carrier === 'cookie' && req.cookies(mode.facts.credentialName).length > 0
  if (!sent) {
    if ( mode.facts.rscCanRead && PROTECTED.some((path) => pathname === path || pathname.startsWith(`${path}/`))) {
      const signIn = new URL('/sign-in', request.nextUrl)
      signIn.search = new URLSearchParams({ next: pathname + search, reason: 'missing' }).toString()
      return respond(NextResponse.redirect(signIn))
    }
    return respond(NextResponse.next(onward))
  }

  // Fetching a page ahead of a click is not using the session.
  const idle = request.method !== 'GET' || request.headers.has('next-router-prefetch')
  if (idle || !mode.renew) return respond(NextResponse.next(onward))
  try {
    const verdict = await mode.verify(req)
    const effects = verdict.ok && !verdict.fresh ? (await mode.renew(req)).effects : []
    return respond(NextResponse.next(onward), effects)
  } catch (error) {
    if (!isStoreUnavailable(error)) throw error
    console.error(error)
    // Other pages can be rendered; their header says that who you are is unknown.
    if (!protectedPage) return respond(NextResponse.next(onward))
    return respond(NextResponse.rewrite(new URL('/unavailable', request.nextUrl), { ...onward, status: 503 }))
  }
}
