import type { AuthMode, AuthRequest, StateEntry, Verdict } from '@/lib/auth/contract'
import { recognise } from './decode'
import { redact, redactHeader } from './redact'
import type { ShownCredential, XrayReport } from './report'
import type { TraceStep } from './trace'

export interface Observed {
  readonly mode: AuthMode
  readonly req: AuthRequest
  readonly verdict: Verdict
  readonly steps: readonly TraceStep[]
  readonly method: string
  readonly path: string
  /** Name and value in turn, as they arrived. */
  readonly rawHeaders: readonly string[]
}

/** What one request sent, what was done with it and where the state lives, without anything that signs anybody in. */
export function xray({ mode, req, verdict, steps, method, path, rawHeaders }: Observed): XrayReport {
  const credential = sentCredential(mode, req)
  const headers = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ''] as const] : []))
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
      credential: credential === null ? null : shown(mode, credential),
      headers: headers.map(([name, value]) => [name, redactHeader(name, value)]),
      notSent: notSent(mode, req, credential !== null),
    },
    verdict: verdict.ok
      ? {
          ok: true,
          session: {
            id: verdict.session.id,
            createdAt: new Date(verdict.session.createdAt).toISOString(),
            expiresAt: new Date(verdict.session.expiresAt).toISOString(),
          },
        }
      : verdict,
    trace: steps,
    state: verdict.ok ? mode.state(verdict, req) : leftOver(mode, credential),
  }
}

function sentCredential({ facts }: AuthMode, req: AuthRequest): string | null {
  if (facts.carrier === 'cookie') return req.cookies(facts.credentialName)[0] ?? null
  return req.header('authorization')?.replace(/^\S+\s+/, '') ?? null
}

function shown({ facts }: AuthMode, credential: string): ShownCredential {
  return {
    carrier: facts.carrier,
    name: facts.credentialName,
    bytes: Buffer.byteLength(credential),
    shown: redact(credential),
    kind: recognise(credential),
  }
}

function notSent({ facts }: AuthMode, req: AuthRequest, sent: boolean): XrayReport['request']['notSent'] {
  const byCookie = facts.carrier === 'cookie'
  return [
    ...(sent
      ? []
      : [{ what: facts.credentialName, why: 'This client has none for this origin: it never signed in, signed out, or its cookie ran out.' }]),
    ...(byCookie && req.header('authorization') === null
      ? [{ what: 'Authorization', why: 'In this mode no script holds a token to put there; the browser sends the cookie by itself.' }]
      : []),
    { what: 'Your password', why: 'It was needed once, to sign in. Since then the credential stands for it.' },
  ]
}

/** After a rejection the server holds nothing; the client may still hold what was rejected. */
function leftOver({ facts }: AuthMode, credential: string | null): readonly StateEntry[] {
  if (credential === null) return []
  return [
    {
      where: 'browser',
      what: `${facts.credentialName}: a credential that this server does not accept`,
      bytes: Buffer.byteLength(credential),
      readableByScript: facts.carrier !== 'cookie',
      content: {},
    },
  ]
}
