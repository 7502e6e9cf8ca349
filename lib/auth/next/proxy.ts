import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { isStoreUnavailable } from '@/db/stores/contract'
import { Problem } from '@/lib/problem'
import { noteSetCookies } from '@/lib/xray/set-cookie'
import { recorder } from '@/lib/xray/trace'
import { renewAndRecord } from '../accounts'
import type { Effect } from '../contract'
import { cookiePairs } from '../cookies'
import { getApp } from '../registry'
import { applyEffects, setCookieLines } from './effects'
import { readBody } from './body'
import { refuseCrossSite } from './handler'
import { pagePolicy, transportHeaders } from './headers'
import { problemOf, problemResponse } from './problem-response'
import { authRequest } from './request'
import { arrivalOf } from './wire'

/** Pages that nobody sees without a session. They check it themselves; this only spares a render. */
const PROTECTED = ['/dashboard', '/sessions', '/account', '/admin']

/**
 * What happens before a page is rendered: a nonce that no request can choose, an optimistic gate, and renewal, because
 * a page cannot set cookies. Nothing relies on it for access; every page checks again.
 */
export async function handleNavigation(request: NextRequest): Promise<Response> {
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
  const req = authRequest(request.headers)
  const sent = mode.facts.cookies.some((name) => req.cookies(name).length > 0)

  if (request.method !== 'GET' && request.method !== 'HEAD') {
    try {
      // In every mode: Next answers 500 to a form from another origin.
      refuseCrossSite(request.headers)
      await refuseMalformedForm(request)
    } catch (error) {
      return problemResponse(problemOf(error))
    }
    // An access token that ran out while a form was being filled in must not lose the form.
    const effects = sent && mode.facts.cookies.length > 1 ? await renewIfDue(request, headers).catch(ifUnavailable) : []
    return respond(NextResponse.next(onward), effects)
  }

  const protectedPage = PROTECTED.some((path) => pathname === path || pathname.startsWith(`${path}/`))
  if (!sent) {
    if (mode.facts.rscCanRead && protectedPage) {
      const signIn = new URL('/sign-in', request.nextUrl)
      signIn.search = new URLSearchParams({ next: pathname + search, reason: 'missing' }).toString()
      return respond(NextResponse.redirect(signIn))
    }
    return respond(NextResponse.next(onward))
  }

  try {
    const effects = await renewIfDue(request, headers)
    return respond(NextResponse.next(onward), effects)
  } catch (error) {
    if (!isStoreUnavailable(error)) throw error
    console.error(error)
    // Other pages can be rendered; their header says that who you are is unknown.
    if (!protectedPage) return respond(NextResponse.next(onward))
    return respond(NextResponse.rewrite(new URL('/unavailable', request.nextUrl), { ...onward, status: 503 }))
  }
}

/** The action will find the store down itself, and say so better. */
function ifUnavailable(error: unknown): readonly Effect[] {
  if (!isStoreUnavailable(error)) throw error
  return []
}

/**
 * Renews what came with the request, and lets everybody after the proxy see the new credential, in `onward`, as the browser
 * will from its next request. A pair of tokens is renewed by the second also when the first is over.
 */
async function renewIfDue({ headers }: NextRequest, onward: Headers): Promise<readonly Effect[]> {
  const app = getApp()
  const { facts, verify } = app.mode
  const trace = recorder()
  const req = authRequest(headers, trace)
  const verdict = await verify(req)
  // Fetching a page ahead of a click is not using the session; but what it brings must not be the sign-in page.
  if (verdict.ok ? verdict.fresh || isAhead(headers) : facts.cookies.length < 2) return []
  const { verdict: renewed, effects } = await renewAndRecord(app, req)
  if (renewed.ok) noteSetCookies(renewed.session.id, setCookieLines(effects), req.now)
  const arrival = arrivalOf(headers)
  if (arrival) arrival.renewal = { steps: trace.steps, refused: renewed.ok ? null : renewed.reason }
  const given = effects.filter((effect) => effect.kind === 'set-cookie')
  const others = cookiePairs(headers.get('cookie')).filter(([name]) => !given.some((cookie) => cookie.name === name))
  const pairs = [...others, ...given.map(({ name, value }) => [name, value] as const)]
  if (given.length > 0) onward.set('cookie', pairs.map(([name, value]) => `${name}=${value}`).join('; '))
  return effects
}

/** Of Next's client, as it arrived, since Next keeps that header from the proxy; or of the browser itself. */
function isAhead(headers: Headers): boolean {
  const byNext = arrivalOf(headers)?.rawHeaders.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'next-router-prefetch')
  return byNext === true || headers.get('sec-purpose')?.startsWith('prefetch') === true
}

/**
 * Next reads the forms of server actions before any code of ours runs, and answers 500 to what it cannot read.
 * @throws {Problem} payload_too_large, invalid_request
 */
async function refuseMalformedForm(request: NextRequest): Promise<void> {
  const bytes = await readBody(request.clone())
  const contentType = request.headers.get('content-type') ?? ''
  try {
    if (/^multipart\/form-data/i.test(contentType)) {
      const form = await new Response(bytes.slice(), { headers: { 'content-type': contentType } }).formData()
      // What an action was bound to comes as JSON in fields like $ACTION_1:0.
      for (const [name, value] of form) if (/^\$ACTION_\d+:/.test(name)) JSON.parse(value as string)
    } else if (request.headers.has('next-action')) {
      JSON.parse(new TextDecoder().decode(bytes))
    }
  } catch {
    throw new Problem('invalid_request', 'The form cannot be read.')
  }
}
