import { isSessionOver, isStoreUnavailable } from '@/lib/stores/contract'
import { env } from '@/lib/env'
import { Problem } from '@/lib/problem'
import { API_POLICY, transportHeaders } from '../next/headers'

/** Headers of every answer under /api. */
export function apiHeaders(): Record<string, string> {
  return { 'cache-control': 'no-store', 'content-security-policy': API_POLICY, ...transportHeaders() }
}

/** RFC 9457, before it is an answer of any kind of server. */
export function problemParts(problem: Problem): { status: number; headers: Record<string, string>; body: string } {
  const { status, title, code, detail, extra } = problem
  const body = {
    type: `${env().appUrl}/docs/errors#${code}`,
    title,
    status,
    code,
    detail,
    ...extra.members,
    ...(status === 400 && extra.errors ? { errors: extra.errors } : {}),
  }
  const headers = { 'content-type': 'application/problem+json', ...apiHeaders(), ...extra.headers }
  return { status, headers, body: JSON.stringify(body) }
}

export function problemResponse(problem: Problem): Response {
  const { status, headers, body } = problemParts(problem)
  return new Response(body, { status, headers })
}

/** What a failure is to a client. Whatever nobody foresaw is logged here, in full, and told to nobody. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  // Ended, or no administrator any more, while the request was under way.
  if (isSessionOver(error)) return new Problem(error.why === 'no_admin' ? 'forbidden' : 'revoked')
  console.error(error)
  return new Problem(isStoreUnavailable(error) ? 'store_unavailable' : 'internal_error')
}
