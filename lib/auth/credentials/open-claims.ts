import type { AuthRequest, RejectReason } from '../contract'
import { readSessionClaims, type SessionClaims } from './claims'
import { verifiedMemory } from './verified-memory'

/** What an authentic credential says. Hostile input is a reason, never a throw. */
export type Opened =
  | {
      readonly payload: Readonly<Record<string, unknown>>
      /** From when it is refused, whatever its claims say; ms since epoch. */
      readonly until?: number
      /** Asked again at every use: whether the key that made it still does. Absent where a key lasts as long as the process. */
      readonly keyCounts?: (now: number) => Promise<boolean>
    }
  | { readonly reason: RejectReason }

export interface Opener {
  /** `now` in ms since epoch. */
  open(credential: string, now: number): Promise<Opened>
  /** What opening is, for the trace: the act, and with what. */
  readonly opens: readonly [label: string, detail: string]
}

interface Said {
  readonly claims: SessionClaims
  /** All that it says: those claims, and what the format adds to them. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** The claims in a credential, if it is authentic and meant for us. Whether it is over, or is let in, is for the caller to check. */
export type ReadClaims = (credential: string, req: AuthRequest) => Promise<Said | { readonly reason: RejectReason }>

/**
 * Opens a credential once, and then remembers what exactly these bytes say, for as long as they may say it. Only that: the key, the
 * times, the limits and whatever else decides is asked again at every use. Not from when the credential is made, but from when it
 * first came back; a refusal is never remembered.
 */
export function claimsReader(issuer: string, { open, opens }: Opener): ReadClaims {
  const memory = verifiedMemory<Said & { readonly keyCounts?: (now: number) => Promise<boolean> }>()

  return async (credential, req) => {
    const known = memory.recall(credential, req.now)
    if (known) {
      const { claims, payload, keyCounts } = known.said
      req.trace.step('server', 'Recall what these bytes say', `verified ${ago(req.now - known.verifiedAt)} by this process, and remembered by their SHA-256`)
      return keyCounts && !(await keyCounts(req.now)) ? { reason: 'unknown_key' } : { claims, payload }
    }
    const opened = await open(credential, req.now)
    req.trace.step('server', ...opens)
    if ('reason' in opened) return opened
    const { payload, until = Infinity, keyCounts } = opened
    const claims = readSessionClaims(payload, issuer, req.now)
    if (!claims) return { reason: 'malformed' }
    Object.freeze(claims)
    Object.freeze(payload)
    memory.keep(credential, { claims, payload, ...(keyCounts && { keyCounts }) }, { whose: claims.sub, now: req.now, until: Math.min(until, claims.expiresMs) })
    return { claims, payload }
  }
}

function ago(ms: number): string {
  return ms < 1000 ? 'a moment ago' : `${String(Math.floor(ms / 1000))} s ago`
}
