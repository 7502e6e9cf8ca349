import { isStoreUnavailable } from '@/lib/stores/errors'
import { begin, renew, signOut, type AccountDeps } from '@/lib/accounts/accounts'
import { actorOf } from '@/lib/accounts/actor'
import { revocationBody, sessionBody, signedInBody, tokenBody } from '@/lib/http/bodies'
import type { AuthRequest, Effect } from '@/lib/auth/contract'
import { cookiePairs } from '@/lib/auth/credentials/cookies'
import { carriesOurCookie } from '@/lib/http/request'
import { isSameOrigin } from '@/lib/http/same-origin'
import { Problem } from '@/lib/problem'
import { recorder, type TraceStep } from '@/lib/xray/trace'
import type { Arena } from '@/testkit/testbed'
import type { Defences } from './defences'
import { looseCookie } from './weak/cookies'

/** A small application around an arena's mode. It signs in, out and renews with the same code as the real one. */
export interface Site {
  readonly arena: Arena<string>
  /** `ip` is who stands at the other end. */
  serve(request: Request, ip?: string): Promise<{ readonly response: Response; readonly trace: readonly TraceStep[] }>
}

/**
 * `POST /sign-in` (the arena's people have no passwords: how one proves who one is, is not what is compared), `GET /me`,
 * `POST /renew`, `POST /sign-out`, and one unsafe request that changes something, `POST /name {name}`.
 */
export function makeSite(arena: Arena<string>, on: Defences): Site {
  const deps: AccountDeps = { mode: arena.mode, stores: arena.stores }

  async function answer(request: Request, req: AuthRequest): Promise<{ body: unknown; effects?: readonly Effect[] }> {
    const { mode, stores } = arena
    const { pathname } = new URL(request.url)
    const unsafe = request.method !== 'GET'
    if (unsafe && mode.facts.carrier === 'cookie' && on.has('origin-check')) refuseCrossSite(request.headers, arena.config.issuer)

    switch (`${request.method} ${pathname}`) {
      case 'POST /sign-in': {
        const found = await stores.users.findByEmail(await field(request, 'email'))
        if (!found) throw new Problem('invalid_credentials')
        if (found.user.disabled) throw new Problem('account_disabled')
        const begun = await begin(deps, found.user, req)
        if (!begun) throw new Problem('invalid_credentials')
        const { session, effects } = begun
        return { body: { ...signedInBody(mode, session), ...tokenBody(effects) }, effects }
      }
      case 'GET /me': {
        const verdict = await mode.verify(req)
        if (!verdict.ok) throw new Problem(verdict.reason)
        return { body: signedInBody(mode, verdict.session) }
      }
      case 'POST /name': {
        const verdict = await mode.verify(req)
        if (!verdict.ok) throw new Problem(verdict.reason)
        const name = await field(request, 'name')
        await stores.users.rename(verdict.session.user.id, name, actorOf(verdict.session))
        return { body: { name } }
      }
      case 'POST /renew': {
        const { session, effects } = await renew(deps, req)
        return { body: { session: sessionBody(session), ...tokenBody(effects) }, effects }
      }
      case 'POST /sign-out': {
        const revocation = await signOut(deps, req)
        return { body: revocationBody(revocation), effects: revocation.effects }
      }
      default:
        throw new Problem('not_found')
    }
  }

  return {
    arena,
    async serve(request, ip = '127.0.0.1') {
      const trace = recorder()
      const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' })
      try {
        const { body, effects = [] } = await answer(request, readRequest(request.headers, arena.now, ip, trace))
        for (const effect of effects) if (effect.kind !== 'hand-over') headers.append('set-cookie', setCookie(effect, on))
        return { response: new Response(JSON.stringify(body), { headers }), trace: trace.steps }
      } catch (error) {
        const problem = asProblem(error, on)
        const { status, title, code, detail } = problem
        headers.set('content-type', 'application/problem+json')
        return { response: new Response(JSON.stringify({ status, title, code, detail }), { status, headers }), trace: trace.steps }
      }
    },
  }
}

function readRequest(headers: Headers, clock: () => number, ip: string, trace: AuthRequest['trace']): AuthRequest {
  const pairs = cookiePairs(headers.get('cookie'))
  const authorization = headers.get('authorization')
  return {
    now: clock(),
    clock,
    gone: () => false,
    trace,
    authorizations: () => (authorization === null ? [] : [authorization]),
    cookies: (wanted) => pairs.flatMap(([name, value]) => (name === wanted ? [value] : [])),
    device: { ip, userAgent: headers.get('user-agent') },
  }
}

/** A browser sends whatever it likes. @throws {Problem} invalid_request */
async function field(request: Request, name: string): Promise<string> {
  const body: unknown = await request.json().catch(() => null)
  const value = body instanceof Object ? (body as Record<string, unknown>)[name] : undefined
  if (typeof value !== 'string') throw new Problem('invalid_request', `The body must be JSON, with a text as ${name}.`)
  return value
}

function refuseCrossSite(headers: Headers, origin: string): void {
  const provenance = { secFetchSite: headers.get('sec-fetch-site'), origin: headers.get('origin'), ourCookie: carriesOurCookie(headers) }
  if (!isSameOrigin(provenance, origin)) throw new Problem('cross_site')
}

function asProblem(error: unknown, on: Defences): Problem {
  if (error instanceof Problem) return error
  if (!isStoreUnavailable(error)) throw error
  // WEAK, when switched off: what cannot be looked up is taken for signed out.
  return new Problem(on.has('store-errors') ? 'store_unavailable' : 'revoked')
}

/** RFC 6265 section 4.1. */
function setCookie(effect: Exclude<Effect, { kind: 'hand-over' }>, on: Defences): string {
  const { name, attributes } = effect
  const value = effect.kind === 'set-cookie' ? effect.value : ''
  const maxAge = effect.kind === 'set-cookie' ? attributes.maxAge : 0
  // From what the mode says, so that one that forgets an attribute is found out.
  const flags = Object.entries({ HttpOnly: attributes.httpOnly, Secure: attributes.secure }).flatMap(([flag, set]) => (set ? [flag] : []))
  const sameSite = { lax: 'SameSite=Lax' }[attributes.sameSite]
  return looseCookie([`${name}=${value}`, `Path=${attributes.path}`, `Max-Age=${String(maxAge)}`, ...flags, sameSite].join('; '), on)
}
