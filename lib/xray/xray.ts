import { cookiePairs } from '@/lib/auth/credentials/cookies'
import type { AuthMode, AuthRequest, StateEntry, Verdict } from '@/lib/auth/contract'
import type { CheckCost } from './cost'
import { dissect } from './decode'
import { redact, redactHeader } from './redact'
import type { Known, ShownCredential, ShownResponse, XrayReport } from './report'
import type { TraceStep } from './trace'

export interface Observed {
  readonly mode: AuthMode
  readonly req: AuthRequest
  readonly verdict: Verdict
  readonly steps: readonly TraceStep[]
  readonly check: CheckCost | null
  readonly method: string
  readonly path: string
  /** Name and value in turn, as they arrived. */
  readonly rawHeaders: readonly string[]
  readonly response: ShownResponse
}

/** What is known of an answer before it has left, without its secrets. What was set counts, where something was inferred too. */
export function shownResponse(
  status: readonly [code: number, known: Known],
  set: readonly (readonly [name: string, value: string])[],
  inferred: readonly (readonly [name: string, value: string])[] = [],
): ShownResponse {
  const names = new Set(set.map(([name]) => name.toLowerCase()))
  const line = (known: Known) => ([name, value]: readonly [string, string]) => [name.toLowerCase(), redactHeader(name, value), known] as const
  return {
    status: status[0],
    known: status[1],
    headers: [...inferred.filter(([name]) => !names.has(name.toLowerCase())).map(line('inferred')), ...set.map(line('set'))],
  }
}

/** What one request sent, what was done with it and where the state lives, without anything that signs anybody in. */
export function xray({ mode, req, verdict, steps, check, method, path, rawHeaders, response }: Observed): XrayReport {
  const headers = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : []))
  // As it arrived: the proxy may have renewed it since.
  const arrived = arrivedAs(req, headers)
  const sent = sentCredential(mode, arrived)
  // "METHOD path HTTP/1.1" and "name: value", each with its CRLF, and the empty line; RFC 9112 section 2.1.
  const bytes = headers.reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value) + 4,
    Buffer.byteLength(`${method} ${path} HTTP/1.1`) + 4,
  )
  return {
    mode: mode.name,
    request: {
      method,
      path,
      bytes,
      credential: sent && shown(mode, sent),
      headers: headers.map(([name, value]) => [name, redactHeader(name, value)]),
      notSent: notSent(mode, arrived, sent !== null),
    },
    verdict: verdict.ok
      ? {
          ok: true,
          session: {
            id: verdict.session.id,
            createdAt: new Date(verdict.session.createdAt).toISOString(),
            expiresAt: new Date(verdict.session.expiresAt).toISOString(),
          },
          acceptedUntil: verdict.until === undefined ? null : new Date(verdict.until).toISOString(),
        }
      : { ok: false, reason: verdict.reason },
    response,
    trace: steps,
    check,
    state: verdict.ok ? mode.state(verdict, req) : leftOver(mode, sent),
  }
}

function arrivedAs(req: AuthRequest, headers: readonly (readonly [string, string])[]): AuthRequest {
  const values = (wanted: string) => headers.flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []))
  const pairs = cookiePairs(values('cookie').join('; '))
  return {
    ...req,
    authorizations: () => values('authorization'),
    cookies: (wanted) => pairs.flatMap(([name, value]) => (name === wanted ? [value] : [])),
  }
}

interface Sent {
  readonly name: string
  readonly value: string
}

/** Of two cookies the one that every check reads, if it came. */
export function sentCredential({ facts }: Pick<AuthMode, 'facts'>, req: AuthRequest): Sent | null {
  if (facts.carrier === 'authorization') {
    const header = req.authorizations()[0]
    return header === undefined ? null : { name: facts.credentialName, value: header.replace(/^\S+\s+/, '') }
  }
  for (const name of facts.cookies) {
    const value = req.cookies(name)[0]
    if (value !== undefined) return { name, value }
  }
  return null
}

function shown({ facts }: AuthMode, { name, value }: Sent): ShownCredential {
  const { kind, parts } = dissect(value)
  const sizes = parts.map((part) => ({ name: part.name, bytes: part.bytes }))
  return { carrier: facts.carrier, name, bytes: Buffer.byteLength(value), shown: redact(value), kind, parts: sizes }
}

const NEVER_SIGNED_IN = 'This client has none for this origin: it never signed in, signed out, or its cookie ran out.'

function notSent({ facts }: AuthMode, req: AuthRequest, sent: boolean): XrayReport['request']['notSent'] {
  const password = { what: 'Your password', why: 'It was needed once, to sign in. Since then the credential stands for it.' }
  if (facts.carrier === 'authorization') {
    const navigation = 'A browser adds no such header to a page that you go to. Only a script sends the token, with its own request.'
    const cookie = { what: 'A session cookie', why: 'In this mode the server sets none, so no other site can make your browser send it.' }
    return [...(sent ? [] : [{ what: facts.credentialName, why: navigation }]), cookie, password]
  }
  const absent = facts.cookies.filter((name) => req.cookies(name).length === 0)
  return [
    ...absent.map((what) => ({ what, why: NEVER_SIGNED_IN })),
    ...(req.authorizations().length === 0
      ? [{ what: 'Authorization', why: 'In this mode no script holds a token to put there; the browser sends the cookie by itself.' }]
      : []),
    password,
  ]
}

/** After a rejection the server holds nothing; the client may still hold what was rejected. */
function leftOver({ facts }: AuthMode, sent: Sent | null): readonly StateEntry[] {
  if (sent === null) return []
  return [
    {
      where: 'browser',
      what: `${sent.name}: a credential that this server does not accept`,
      bytes: Buffer.byteLength(sent.value),
      readableByScript: facts.readableByScript,
      content: {},
    },
  ]
}
