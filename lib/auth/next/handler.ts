import { NextResponse } from 'next/server'
import type { z } from 'zod'
import { env } from '@/lib/env'
import { Problem } from '@/lib/problem'
import { recorder, type Recorder } from '@/lib/xray/trace'
import type { Accepted, AuthMode, AuthRequest, Effect } from '../contract'
import { getApp, type App } from '../registry'
import { isSameOrigin } from '../same-origin'
import { isJson, parseJson, readBody } from './body'
import { applyEffects } from './effects'
import { apiHeaders, problemOf, problemResponse } from './problem-response'
import { authRequest, carriesOurCookie } from './request'

export interface Answer {
  /** 200 unless said otherwise. */
  readonly status?: number
  readonly body: unknown
  readonly effects?: readonly Effect[]
}

export interface Context<B, V> {
  readonly app: App
  readonly request: Request
  /** What modes see of it. */
  readonly req: AuthRequest
  readonly trace: Recorder
  readonly body: B
  readonly verdict: V
}

type Endpoint = (app: App, request: Request, trace: Recorder) => Promise<Answer>

/** An endpoint for anybody; it does not ask who is there. `schema` is that of its JSON body, if it takes one. */
export function open<B = undefined>(
  run: (context: Context<B, undefined>) => Promise<Answer>,
  schema?: z.ZodType<B>,
): Endpoint {
  return endpoint(() => Promise.resolve(undefined), run, schema)
}

/** An endpoint for whoever is signed in. */
export function signedIn<B = undefined>(
  run: (context: Context<B, Accepted>) => Promise<Answer>,
  schema?: z.ZodType<B>,
): Endpoint {
  return endpoint(
    async ({ mode }, req) => {
      const verdict = await mode.verify(req)
      if (!verdict.ok) throw new Problem(verdict.reason)
      return verdict
    },
    run,
    schema,
  )
}

/** Refuses in one order wherever it is used: 413, 415, 403 cross_site, then whatever `authorize` says, then 400. */
function endpoint<B, V>(
  authorize: (app: App, req: AuthRequest) => Promise<V>,
  run: (context: Context<B, V>) => Promise<Answer>,
  schema?: z.ZodType<B>,
): Endpoint {
  return async (app, request, trace) => {
    const unsafe = request.method !== 'GET' && request.method !== 'HEAD'
    const bytes = unsafe ? await readBody(request) : new Uint8Array()
    if (schema && !isJson(request.headers.get('content-type'))) throw new Problem('unsupported_media_type')
    if (unsafe) refuseCrossSite(request.headers, app.mode)
    const req = authRequest(request.headers, trace)
    const verdict = await authorize(app, req)
    const body = (schema ? parseJson(bytes, schema) : undefined) as B
    return run({ app, request, req, trace, body, verdict })
  }
}

/** For unsafe requests. Where nothing travels by itself, nobody can be made to send it. @throws {Problem} cross_site */
export function refuseCrossSite(headers: Headers, { facts }: AuthMode): void {
  if (facts.carrier !== 'cookie') return
  const { appUrl } = env()
  const secFetchSite = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (isSameOrigin({ secFetchSite, origin, ourCookie: carriesOurCookie(headers) }, appUrl)) return
  throw new Problem(
    'cross_site',
    `Sec-Fetch-Site is ${secFetchSite ?? 'absent'} and Origin is ${origin ?? 'absent'}; this server's origin is ${appUrl}.`,
  )
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof METHODS)[number]
type RouteHandler = (request: Request) => Promise<Response>

/**
 * The handlers of one address. Every method that has no endpoint answers 405; HEAD is Next's, from GET. Each error
 * becomes problem+json, and each answer is `no-store`.
 */
export function route(endpoints: Partial<Record<Method, Endpoint>>): Record<Method | 'OPTIONS', RouteHandler> {
  const allowed = METHODS.filter((method) => endpoints[method])
  const allow = [...allowed, ...(endpoints.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const handlers = METHODS.map((method) => {
    const found = endpoints[method]
    const handler: RouteHandler = async (request) => {
      const trace = recorder()
      try {
        if (!found) throw new Problem('method_not_allowed', undefined, { headers: { allow } })
        const { status = 200, body, effects = [] } = await found(getApp(), request, trace)
        const response = NextResponse.json(body, { status, headers: apiHeaders() })
        applyEffects(effects, response.cookies)
        return response
      } catch (error) {
        return problemResponse(problemOf(error))
      }
    }
    return [method, handler] as const
  })
  const options: RouteHandler = () => Promise.resolve(new Response(null, { status: 204, headers: { allow, ...apiHeaders() } }))
  return { ...(Object.fromEntries(handlers) as Record<Method, RouteHandler>), OPTIONS: options }
}
