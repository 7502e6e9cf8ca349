import type { App } from '../app'
import type { Trace } from '../auth/contract'
import { challenge } from '../auth/credentials/authorization'
import { REJECTIONS } from '../auth/reject'
import { Problem } from '../problem'
import { silent } from '../xray/trace'
import { apiHeaders, problemOf, problemResponse, response, setCookieLines } from './answer'
import type { Arrival } from './arrival'
import { METHODS, refuseCrossSite, type Endpoint, type Method, type Parts } from './endpoint'
import { readRequest } from './request'

/** Answers one request. `arrival` is what only the connection knows; null where there was none, as in a test. `trace` is told what its checks do. */
export type Server = (request: Request, arrival: Arrival | null, trace?: Trace) => Promise<Response>

const PARTS: Parts = { refuseCrossSite, problemOf: (error) => problemOf(error), setCookieLines }

interface Address {
  readonly parts: readonly string[]
  readonly endpoints: Partial<Record<Method, Endpoint>>
}

/** Paths without a part in braces are looked up; the few others are tried in turn. */
interface Addresses {
  readonly fixed: ReadonlyMap<string, Address>
  readonly open: readonly Address[]
}

/**
 * A server of these endpoints: a function, so that tests, the lab and Next call the same. Every failure becomes problem+json, and
 * every answer is `no-store` unless its endpoint says otherwise.
 */
export function createServer(app: App, table: readonly Endpoint[], others: Partial<Parts> = {}): Server {
  const parts = { ...PARTS, ...others }
  const addresses = addressesOf(table, app)
  return async (request, arrival, trace = silent) => {
    const req = readRequest(request.headers, { arrival, clock: app.clock, trustProxyHops: app.trustProxyHops, trace })
    try {
      const { address, params } = find(addresses, new URL(request.url).pathname)
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow: allowOf(address), ...apiHeaders(app) } })
      const endpoint = address.endpoints[(request.method === 'HEAD' ? 'GET' : request.method) as Method]
      if (!endpoint) throw new Problem('method_not_allowed', undefined, { headers: { allow: allowOf(address) } })
      const answer = await endpoint.handle({ app, request, arrival, req, parts, params })
      return response(answer, app, parts.setCookieLines(answer.effects ?? [], req.now))
    } catch (error) {
      return problemResponse(challenged(parts.problemOf(error), app), app)
    }
  }
}

/** Of what this configuration has. */
function addressesOf(table: readonly Endpoint[], app: App): Addresses {
  const paths = [...new Set(table.filter(({ exists }) => exists?.(app) ?? true).map(({ path }) => path))]
  const addressOf = (path: string): Address => ({
    parts: path.split('/'),
    endpoints: Object.fromEntries(table.filter((endpoint) => endpoint.path === path).map((endpoint) => [endpoint.method, endpoint])),
  })
  const isOpen = (path: string) => path.includes('{')
  return {
    fixed: new Map(paths.filter((path) => !isOpen(path)).map((path) => [path, addressOf(path)])),
    open: paths.filter(isOpen).map(addressOf),
  }
}

/** @throws {Problem} not_found */
function find({ fixed, open }: Addresses, pathname: string): { readonly address: Address; readonly params: Readonly<Record<string, string>> } {
  const known = fixed.get(pathname)
  if (known) return { address: known, params: {} }
  const parts = pathname.split('/')
  const fits = ({ parts: wanted }: Address) => wanted.length === parts.length && wanted.every((part, i) => (part.startsWith('{') ? parts[i] !== '' : part === parts[i]))
  const address = open.find(fits)
  if (!address) throw new Problem('not_found')
  const named = address.parts.flatMap((part, i) => (part.startsWith('{') ? [[part.slice(1, -1), decoded(parts[i] ?? '')] as const] : []))
  return { address, params: Object.fromEntries(named) }
}

/** A broken escape stands for itself. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function allowOf({ endpoints }: Address): string {
  return [...METHODS.filter((method) => endpoints[method]), ...(endpoints.GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
}

/**
 * Where the credential travels in the Authorization header, a client that sent nothing is told what is asked, and one that sent a
 * bad token that it was; RFC 6750 section 3.
 */
function challenged(problem: Problem, { mode }: App): Problem {
  const { code, detail, extra } = problem
  if (!(code in REJECTIONS) || extra.headers?.['www-authenticate'] || mode.facts.carrier === 'cookie') return problem
  const authenticate = code === 'missing' ? challenge() : challenge('invalid_token', problem.title)
  return new Problem(code, detail, { ...extra, headers: { ...extra.headers, 'www-authenticate': authenticate } })
}
