import type { ServerResponse } from 'node:http'
import type { App } from '../app'
import { cookiePairs } from '../auth/credentials/cookies'
import type { Session } from '../auth/contract'
import { checkCost } from '../xray/cost'
import type { Deed } from '../xray/deed'
import { redact } from '../xray/redact'
import type { XrayReport } from '../xray/report'
import type { WireDetail, WireEntry } from '../xray/wire-log'
import { shownResponse, xray } from '../xray/xray'
import { isAhead, sentValues, type Arrival } from './arrival'

/** Never recorded: what asks for the record, what stays open for minutes, and what is no request for a page or the API. */
const UNSEEN = /^\/(?:api\/wire|api\/session-events|_next)(?:[/?]|$)/

/** The longest path that a line shows. */
const LONGEST_PATH = 200

/** The shortest text that could be a credential. */
const SECRET_LENGTH = 16

/** What says most of a request: that it began a session, or renewed one; and what was accepted, more than what was not. */
const RANK: Readonly<Record<Deed['did'], number>> = { checked: 0, renewed: 1, issued: 2 }
const rankOf = ({ did, session }: Deed) => RANK[did] + (session ? 10 : 0)

/**
 * Records this request in the wire log once it is answered, if it turns out to be of somebody who is signed in; done when it was
 * recorded, or was not to be. No client waits for it, and nothing of a credential is kept but what an X-ray shows.
 */
export async function watchAnswer(arrival: Arrival, response: ServerResponse, app: Pick<App, 'mode' | 'wire' | 'clock'>): Promise<void> {
  if (!app.wire || UNSEEN.test(arrival.url) || isAhead(arrival)) return
  const start = performance.now()
  let most: Deed | null = null
  arrival.seen = (deed) => {
    if (!most || rankOf(deed) > rankOf(most)) most = deed
  }
  await new Promise((resolve) => response.once('finish', resolve))
  const ms = performance.now() - start
  const deed = most as Deed | null
  if (deed) await keep(deed, { arrival, response, ms, ...app })
}

interface Answered extends Pick<App, 'mode' | 'wire' | 'clock'> {
  readonly arrival: Arrival
  readonly response: ServerResponse
  readonly ms: number
}

async function keep(deed: Deed, { arrival, response, ms, mode, wire, clock }: Answered): Promise<void> {
  const { did, verdict, req, steps } = deed
  // What was rejected may belong to a session that lives: an access token is over before its refresh token.
  const session = deed.session ?? (await mode.identify?.(req)) ?? null
  if (!session) return
  const check = did === 'checked' && verdict ? await checkCost(mode, req, verdict) : null
  const { method, url, rawHeaders } = arrival
  const judged = verdict ?? ({ ok: false, reason: 'missing' } as const)
  const answer = shownResponse([response.statusCode, 'set'], arrival.answering?.() ?? [])
  const seen = xray({ mode, req, verdict: judged, steps, check, method, path: url, rawHeaders, response: answer })
  const report = did === 'checked' ? seen : changed(seen, session)
  const entry: Omit<WireEntry, 'id'> = {
    at: new Date(clock() - ms).toISOString(),
    method,
    path: pathOf(url),
    kind: kindOf(arrival),
    status: response.statusCode,
    did,
    reason: verdict && !verdict.ok ? verdict.reason : null,
    bytes: report.request.bytes,
    credentialBytes: report.request.credential?.bytes ?? null,
    check,
    ms: Math.round(ms * 10) / 10,
  }
  const rest = without(JSON.stringify({ xray: report, given: givenBy(deed) }), secretsOf(rawHeaders))
  wire?.add(session.id, entry, rest)
}

/** Where the state is after a change, the next request shows: what came with this one is not what the client holds now. */
function changed(report: XrayReport, { id, createdAt, expiresAt }: Session): XrayReport {
  const session = { id, createdAt: new Date(createdAt).toISOString(), expiresAt: new Date(expiresAt).toISOString() }
  return { ...report, verdict: { ok: true, session, acceptedUntil: null }, state: [] }
}

/** Without the parameter by which Next's client asks for the same page. */
function pathOf(url: string): string {
  return url.replace(/([?&])_rsc=[^&]*&?/, '$1').replace(/[?&]$/, '').slice(0, LONGEST_PATH)
}

function kindOf({ method, url, rawHeaders }: Arrival): WireEntry['kind'] {
  if (/^\/(?:api|\.well-known)\//.test(url)) return 'api'
  if (method !== 'GET' && method !== 'HEAD') return 'form'
  return sentValues(rawHeaders, 'rsc').length > 0 ? 'data' : 'page'
}

/** What the body handed over. */
function givenBy({ effects }: Deed): WireDetail['given'] {
  return effects.flatMap((effect) => (effect.kind === 'hand-over' ? [redact(effect.token)] : []))
}

/** Everything that came as a cookie or to authorize, which a client may have sent in other places too. */
function secretsOf(rawHeaders: readonly string[]): readonly string[] {
  const cookies = cookiePairs(sentValues(rawHeaders, 'cookie').join('; ')).map(([, value]) => value)
  const tokens = sentValues(rawHeaders, 'authorization').map((value) => value.replace(/^\S+\s+/, ''))
  return [...cookies, ...tokens].filter((secret) => secret.length >= SECRET_LENGTH)
}

function without(text: string, secrets: readonly string[]): string {
  return secrets.reduce((left, secret) => left.replaceAll(secret, redact(secret)), text)
}
