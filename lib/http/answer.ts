import type { Origin } from '../app'
import type { Effect } from '../auth/contract'
import { Problem } from '../problem'
import { isSessionOver, isStoreUnavailable } from '../stores/errors'

/** What an endpoint answers with. */
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

/** Two years, in s; what the HSTS preload list asks for. */
const HSTS = 'max-age=63072000; includeSubDomains'

/** For answers that no browser should ever render. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"

/** Sent with whatever this application answers. */
export function transportHeaders({ secure }: Pick<Origin, 'secure'>): Readonly<Record<string, string>> {
  return secure ? { 'strict-transport-security': HSTS } : {}
}

/** Headers of every answer under /api. */
export function apiHeaders(from: Origin): Record<string, string> {
  return { 'cache-control': 'no-store', 'content-security-policy': API_POLICY, ...transportHeaders(from) }
}

/** With these Set-Cookie lines. */
export function response({ status = 200, body, stream, headers }: Answer, from: Origin, cookies: readonly string[]): Response {
  const sent = { ...apiHeaders(from), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }
  const answer = new Response(body === undefined ? (stream ?? null) : JSON.stringify(body), { status, headers: sent })
  for (const line of cookies) answer.headers.append('set-cookie', line)
  return answer
}

/** RFC 9457, before it is an answer of any kind of server. */
export function problemParts(problem: Problem, from: Origin): { status: number; headers: Record<string, string>; body: string } {
  const { status, title, code, detail, extra } = problem
  const errors = status === 400 && extra.errors ? { errors: extra.errors } : {}
  const body = { type: `${from.origin}/docs/errors/${code}`, title, status, code, detail, ...extra.members, ...errors }
  return { status, headers: { ...apiHeaders(from), 'content-type': 'application/problem+json', ...extra.headers }, body: JSON.stringify(body) }
}

export function problemResponse(problem: Problem, from: Origin): Response {
  const { status, headers, body } = problemParts(problem, from)
  return new Response(body, { status, headers })
}

/** What a failure is to a client. Whatever nobody foresaw is logged here, in full, and told to nobody. */
export function problemOf(error: unknown, log: (error: unknown) => void = console.error): Problem {
  if (error instanceof Problem) return error
  // Ended, or no administrator any more, while the request was under way.
  if (isSessionOver(error)) return new Problem(error.why === 'no_admin' ? 'forbidden' : 'revoked')
  log(error)
  return new Problem(isStoreUnavailable(error) ? 'store_unavailable' : 'internal_error')
}

/** The Set-Cookie lines that these effects become; RFC 6265 section 4.1. A cookie is cleared with the attributes it was set with. */
export function setCookieLines(effects: readonly Effect[], now: number): readonly string[] {
  return effects.flatMap((effect) => {
    if (effect.kind === 'hand-over') return []
    const { name, attributes: { path, maxAge, secure, sameSite } } = effect
    const value = effect.kind === 'set-cookie' ? effect.value : ''
    const flags = [...(secure ? ['Secure'] : []), 'HttpOnly']
    const expires = new Date(now + maxAge * 1000).toUTCString()
    return [[`${name}=${value}`, `Path=${path}`, `Expires=${expires}`, `Max-Age=${String(maxAge)}`, ...flags, `SameSite=${sameSite}`].join('; ')]
  })
}
