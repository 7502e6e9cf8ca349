import { REJECT_REASONS } from '../auth/reject'
import { PROBLEMS, type ProblemCode } from '../problem'
import { WHO, type Described } from './endpoint'

/** Given wherever something is asked for: by a bug, a store that is away, and a server that has too much to do. */
const ANYWHERE: readonly ProblemCode[] = ['internal_error', 'busy', 'store_unavailable']

/** Every code of a problem that this endpoint can answer with: those that it names, and those that follow from who may call it and what it takes. */
export function codesOf(endpoint: Described): readonly ProblemCode[] {
  const codes = new Set([...endpoint.errors, ...byBody(endpoint), ...byCaller(endpoint), ...ANYWHERE])
  if (endpoint.exists) codes.add('not_found')
  return (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => codes.has(code))
}

function byBody({ method, body, query }: Described): readonly ProblemCode[] {
  return [
    ...(method === 'GET' ? [] : (['payload_too_large'] as const)),
    ...(body ? (['unsupported_media_type', 'invalid_request'] as const) : []),
    ...(query ? (['invalid_request'] as const) : []),
  ]
}

function byCaller({ who, method }: Described): readonly ProblemCode[] {
  // It refuses as RFC 6749 says.
  if (who === 'client') return []
  // A scope. Its token is used as often as one likes.
  if (!Object.hasOwn(WHO, who)) return ['invalid_request', ...REJECT_REASONS.filter((reason) => reason !== 'replayed')]
  return [
    ...(method === 'GET' ? [] : (['cross_site'] as const)),
    ...(who === 'anybody' ? [] : REJECT_REASONS),
    ...(who === 'admin' ? (['forbidden'] as const) : []),
  ]
}

/** Which endpoints of these can answer with the code; null where every one can. */
export function giversOf(code: ProblemCode, table: readonly Described[]): readonly Described[] | null {
  if (ANYWHERE.includes(code)) return null
  return table.filter((endpoint) => codesOf(endpoint).includes(code))
}
