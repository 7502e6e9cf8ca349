import { NextResponse } from 'next/server'
import type { z } from 'zod'
import type { StoredUser } from '@/lib/stores/contract'
import { env } from '@/lib/env'
import { Problem } from '@/lib/problem'
import { recorder, type Recorder } from '@/lib/xray/trace'
import { challenge } from '@/lib/auth/credentials/authorization'
import type { Accepted, AuthRequest, Effect } from '../auth/contract'
import { currentPerson } from '../accounts/freshness'
import { getApp, type App } from '../app'
import { REJECTIONS } from '../auth/reject'
import { isSameOrigin } from '../http/same-origin'
import { isJson, parseJson, readBody } from '../http/body'
import { applyEffects } from './effects'
import { apiHeaders, problemOf, problemResponse } from '../http/problem-response'
import { authRequest, carriesOurCookie } from './request'

export interface Answer {
  /** 200 unless said otherwise. */
  readonly status?: number
  /** As JSON; absent for an answer without a body. */
  readonly body?: unknown
  /** Sent as it comes, instead of a body. */
  readonly stream?: ReadableStream<Uint8Array>
  /** Besides those of every answer, or instead of them. */
  readonly headers?: Readonly<Record<string, string>>
  readonly effects?: readonly Effect[]
}

export interface Context<B, V> {
  readonly app: App
  readonly request: Request
  /** What modes see of it. */
  readonly req: AuthRequest
  readonly trace: Recorder
  /** The parts of the path that its folder names in brackets. */
  readonly params: Params
  readonly body: B
  readonly verdict: V
}

type Params = Readonly<Record<string, string | readonly string[] | undefined>>

export type Endpoint = (app: App, request: Request, trace: Recorder, params: Params) => Promise<Answer>

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
  return endpoint((app, _request, req) => authorise.signedIn(app, req), run, schema)
}

/** Somebody signed in whose account the database still has, and has not disabled. */
export interface Current extends Accepted {
  /** As the database has them now, whatever the credential says. */
  readonly user: StoredUser
}

/** An endpoint where more is at stake than seeing a page: the account must still be there and enabled, in every mode. */
export function sensitive<B = undefined>(
  run: (context: Context<B, Current>) => Promise<Answer>,
  schema?: z.ZodType<B>,
): Endpoint {
  return endpoint((app, _request, req) => authorise.current(app, req), run, schema)
}

/** An endpoint for administrators. Who is one, the database says; what a credential remembers neither helps nor hinders. */
export function admin<B = undefined>(
  run: (context: Context<B, Current>) => Promise<Answer>,
  schema?: z.ZodType<B>,
): Endpoint {
  return endpoint((app, _request, req) => authorise.admin(app, req), run, schema)
}

/** Who may. @throws {Problem} a reject reason, forbidden */
export const authorise = {
  async signedIn({ mode }: App, req: AuthRequest): Promise<Accepted> {
    const verdict = await mode.verify(req)
    if (!verdict.ok) throw new Problem(verdict.reason)
    return verdict
  },
  async current(app: App, req: AuthRequest): Promise<Current> {
    const verdict = await authorise.signedIn(app, req)
    const user = await currentPerson(app.stores, verdict.session)
    if (!user) throw new Problem('revoked')
    return { ...verdict, user }
  },
  async admin(app: App, req: AuthRequest): Promise<Current> {
    const found = await authorise.current(app, req)
    if (found.user.role !== 'admin') throw new Problem('forbidden')
    return found
  },
}

/**
 * Refuses in one order wherever it is used: 413, 415, 403 cross_site, then whatever `authorize` says, then 400. A schema
 * that takes `undefined` makes the body optional. Where nothing `ambient` is looked at, any site may send it.
 */
export function endpoint<B, V>(
  authorize: (app: App, request: Request, req: AuthRequest) => Promise<V>,
  run: (context: Context<B, V>) => Promise<Answer>,
  schema?: z.ZodType<B>,
  { ambient = true }: { readonly ambient?: boolean } = {},
): Endpoint {
  return async (app, request, trace, params) => {
    const unsafe = request.method !== 'GET' && request.method !== 'HEAD'
    const bytes = unsafe ? await readBody(request) : new Uint8Array()
    const contentType = request.headers.get('content-type')
    const absent = bytes.length === 0 && contentType === null && schema?.safeParse(undefined).success === true
    if (schema && !absent && !isJson(contentType)) throw new Problem('unsupported_media_type')
    // Where nothing travels by itself, nobody can be made to send it.
    if (unsafe && ambient && app.mode.facts.carrier === 'cookie') refuseCrossSite(request.headers)
    const req = authRequest(request.headers, trace)
    const verdict = await authorize(app, request, req)
    const body = (schema && (absent ? schema.parse(undefined) : parseJson(bytes, schema))) as B
    return run({ app, request, req, trace, params, body, verdict })
  }
}

/** For unsafe requests. @throws {Problem} cross_site */
export function refuseCrossSite(headers: Headers): void {
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
type RouteHandler = (request: Request, context: { params: Promise<Params | undefined> }) => Promise<Response>

/**
 * The handlers of one address. Every method that has no endpoint answers 405; HEAD is Next's, from GET. Each error
 * becomes problem+json, and each answer is `no-store`. Unless it `exists`, every method answers 404.
 */
export function route(
  endpoints: Partial<Record<Method, Endpoint>>,
  { exists = () => true }: { readonly exists?: () => boolean } = {},
): Record<Method | 'OPTIONS', RouteHandler> {
  const allowed = METHODS.filter((method) => endpoints[method])
  const allow = [...allowed, ...(endpoints.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const handlers = METHODS.map((method) => {
    const found = endpoints[method]
    const handler: RouteHandler = async (request, { params }) => {
      const trace = recorder()
      try {
        if (!exists()) throw new Problem('not_found')
        if (!found) throw new Problem('method_not_allowed', undefined, { headers: { allow } })
        const { status = 200, body, stream, headers, effects = [] } = await found(getApp(), request, trace, (await params) ?? {})
        const init = { status, headers: { ...apiHeaders(), ...headers } }
        const response = body === undefined ? new NextResponse(stream ?? null, init) : NextResponse.json(body, init)
        applyEffects(effects, response.cookies)
        return response
      } catch (error) {
        return problemResponse(challenged(problemOf(error)))
      }
    }
    return [method, handler] as const
  })
  const options: RouteHandler = () =>
    Promise.resolve(exists() ? new Response(null, { status: 204, headers: { allow, ...apiHeaders() } }) : problemResponse(new Problem('not_found')))
  return { ...(Object.fromEntries(handlers) as Record<Method, RouteHandler>), OPTIONS: options }
}

/**
 * Where the credential travels in the Authorization header, a client that sent nothing is told what is asked, and one that sent a
 * bad token that it was; RFC 6750 section 3.
 */
function challenged(problem: Problem): Problem {
  const { code, detail, extra } = problem
  if (!(code in REJECTIONS) || extra.headers?.['www-authenticate'] || getApp().mode.facts.carrier === 'cookie') return problem
  const authenticate = code === 'missing' ? challenge() : challenge('invalid_token', problem.title)
  return new Problem(code, detail, { ...extra, headers: { ...extra.headers, 'www-authenticate': authenticate } })
}
