import { randomBytes } from 'node:crypto'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import { NextResponse, type NextRequest } from 'next/server'
import { isStoreUnavailable } from '@/lib/stores/errors'
import { Problem } from '@/lib/problem'
import { noteSetCookies } from '@/lib/xray/set-cookie'
import { recorder } from '@/lib/xray/trace'
import { renewAndRecord } from '../accounts/accounts'
import type { AuthRequest, Effect, ModeFacts } from '../auth/contract'
import { cookiePairs } from '@/lib/auth/credentials/cookies'
import { getApp } from '../app'
import { isActionForm } from './action-form'
import { applyEffects, setCookieLines } from './effects'
import { readBody } from '../http/body'
import { problemOf, problemResponse, transportHeaders } from '../http/answer'
import { isAhead, sentValues } from '../http/arrival'
import { refuseCrossSite } from '../http/endpoint'
import { pagePolicy } from './headers'
import { authRequest } from './request'
import { arrivalOf } from './wire'

/** Pages that ask the database who somebody is, whatever the mode. */
const ASKING = ['/sessions', '/account', '/admin']
/** Pages that nobody sees without a session. They check it themselves; this only spares a render. */
const PROTECTED = ['/dashboard', ...ASKING]

/**
 * What happens before a page is rendered: a nonce that no request can choose, an optimistic gate, and renewal, because
 * a page cannot set cookies. Nothing relies on it for access; every page checks again.
 */
export async function handleNavigation(request: NextRequest): Promise<Response> {
  const nonce = randomBytes(16).toString('base64')
  const policy = pagePolicy(nonce)
  const app = await getApp()
  const { mode, stores } = app
  const { pathname, search } = request.nextUrl
  const isOneOf = (paths: readonly string[]) => paths.some((path) => pathname === path || pathname.startsWith(`${path}/`))

  const respond = (response: NextResponse, effects: readonly Effect[] = []) => {
    applyEffects(effects, response.cookies)
    response.headers.set('content-security-policy', policy)
    response.headers.set('cache-control', 'no-store')
    for (const [name, value] of Object.entries(transportHeaders(app))) response.headers.set(name, value)
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
  const req = authRequest(request.headers)
  const sent = carried(mode.facts, req)

  try {
    refuseRouterState(request)
    // In every mode: Next answers 500 to a form from another origin.
    if (isUnsafe(request)) refuseCrossSite(request.headers, app.origin)
    if (isUnsafe(request)) await refuseForeignForm(request)
  } catch (error) {
    return problemResponse(problemOf(error), app)
  }
  if (isUnsafe(request)) {
    // An access token that ran out while a form was being filled in must not lose the form.
    const effects = sent && mode.facts.renews === 'refresh-token' ? await renewIfDue(request, headers).catch(ifUnavailable) : []
    return respond(NextResponse.next(onward), effects)
  }

  // What stands in for a broken layout has an address of its own in Next, which answers 500.
  if (pathname === '/_global-error') return respond(NextResponse.rewrite(new URL('/_not-found', request.nextUrl), onward))

  if (!sent) {
    if (mode.facts.rscCanRead && isOneOf(PROTECTED)) {
      const signIn = new URL('/sign-in', request.nextUrl)
      signIn.search = new URLSearchParams({ next: pathname + search, reason: 'missing' }).toString()
      return respond(NextResponse.redirect(signIn))
    }
    return respond(NextResponse.next(onward))
  }

  try {
    const effects = await renewIfDue(request, headers)
    if (isOneOf(ASKING)) await stores.ping()
    return respond(NextResponse.next(onward), effects)
  } catch (error) {
    if (!isStoreUnavailable(error)) throw error
    console.error(error)
    // Other pages can be rendered; their header says that who you are is unknown.
    if (!isOneOf(PROTECTED)) return respond(NextResponse.next(onward))
    return respond(NextResponse.rewrite(new URL('/unavailable', request.nextUrl), { ...onward, status: 503 }))
  }
}

const isUnsafe = ({ method }: NextRequest) => method !== 'GET' && method !== 'HEAD'

/** Whether anything came that might be a credential of this mode. */
function carried({ carrier, cookies }: ModeFacts, req: AuthRequest): boolean {
  return carrier === 'cookie' ? cookies.some((name) => req.cookies(name).length > 0) : req.authorizations().length > 0
}

/** The action will find the store down itself, and say so better. */
function ifUnavailable(error: unknown): readonly Effect[] {
  if (!isStoreUnavailable(error)) throw error
  return []
}

/**
 * Renews what came with the request, and lets everybody after the proxy see the new credential, in `onward`, as the browser
 * will from its next request. A refresh token renews also what is over already.
 */
async function renewIfDue({ headers }: NextRequest, onward: Headers): Promise<readonly Effect[]> {
  const app = await getApp()
  const { facts, verify } = app.mode
  const trace = recorder()
  const req = authRequest(headers, trace)
  const verdict = await verify(req)
  const arrival = arrivalOf(headers)
  // Fetching a page ahead of a click is not using the session; but what it brings must not be the sign-in page.
  if (verdict.ok ? verdict.fresh || isAhead(arrival ?? { rawHeaders: [...headers].flat() }) : facts.renews !== 'refresh-token') return []
  const { verdict: renewed, effects } = await renewAndRecord(app, req)
  if (renewed.ok) noteSetCookies(renewed.session.id, setCookieLines(effects), req.now)
  if (arrival) arrival.renewal = { steps: trace.steps, refused: renewed.ok ? null : renewed.reason }
  const given = effects.filter((effect) => effect.kind === 'set-cookie')
  const others = cookiePairs(headers.get('cookie')).filter(([name]) => !given.some((cookie) => cookie.name === name))
  const pairs = [...others, ...given.map(({ name, value }) => [name, value] as const)]
  if (given.length > 0) onward.set('cookie', pairs.map(([name, value]) => `${name}=${value}`).join('; '))
  return effects
}

/** Next answers 500 to a form of an action that it cannot read. @throws {Problem} payload_too_large, invalid_request */
async function refuseForeignForm(request: NextRequest): Promise<void> {
  const { method, headers } = request
  const bytes = await readBody(request.clone())
  if (method !== 'POST' || isActionForm(bytes, headers.get('content-type'), headers.has('next-action'))) return
  throw new Problem('invalid_request', "The body is not what a form of this site's sends.")
}

/** Next answers 500 where it cannot read what its client said of the page that it has. @throws {Problem} invalid_request */
function refuseRouterState({ headers }: NextRequest): void {
  const { rawHeaders = [] } = arrivalOf(headers) ?? {}
  const sent = sentValues(rawHeaders, 'next-router-state-tree')
  try {
    if (sent.length > 0) parseAndValidateFlightRouterState(sent.length === 1 ? sent[0] : sent)
  } catch {
    throw new Problem('invalid_request', "The header Next-Router-State-Tree is not what this site's pages send.")
  }
}
