import type { EventType, Stores } from '@/db/stores/contract'
import type { AuthMode, AuthRequest, Revocation } from './contract'
import { networkOf } from './address'
import { newPublicId } from './opaque-id'

export interface Happening {
  /** Whom it is about; null for a server, or when nobody knows. */
  readonly userId: string | null
  /** Who did it; null for nobody we know, or this server. */
  readonly actorId: string | null
  readonly sessionId?: string | null
  /** Never a credential. */
  readonly detail?: string | null
}

/** What nobody known, or a person by themselves, can do over and over. */
const REPEATED: ReadonlySet<EventType> = new Set(['sign_in_failed', 'sign_out', 'session_revoked', 'role_changed'])

/** Writes down what happened, from where, as it is asked for. What repeats is counted: see `EventStore`. */
export function record(
  { stores }: { readonly stores: Pick<Stores, 'events'> },
  req: AuthRequest,
  type: EventType,
  { userId, actorId, sessionId = null, detail = null }: Happening,
): Promise<void> {
  const { ip, userAgent } = req.device
  const event = { id: newPublicId(), at: req.now, type, userId, actorId, sessionId, ip, userAgent: onOneLine(userAgent), detail: onOneLine(detail) }
  const repeats = REPEATED.has(type) && (actorId === null || actorId === userId)
  return repeats ? stores.events.record(event, networkOf(ip)) : stores.events.record(event)
}

/** Whoever reads the log line by line must not be shown lines that nobody wrote. */
function onOneLine(text: string | null): string | null {
  return text?.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ') ?? null
}

/** One event for each session that really ended; for a person's, where only a list knows of them, one for all. */
export async function recordEnded(
  deps: { readonly mode: AuthMode<string>; readonly stores: Pick<Stores, 'events'> },
  req: AuthRequest,
  revocation: Revocation,
  { userId, actorId }: { readonly userId: string; readonly actorId: string | null },
): Promise<void> {
  for (const sessionId of revocation.ended) await record(deps, req, 'session_revoked', { userId, actorId, sessionId })
  if (revocation.ended.length > 0 || revocation.takesEffect !== 'now' || deps.mode.list) return
  await record(deps, req, 'session_revoked', { userId, actorId, detail: 'every session that was meant; no server knows how many there were' })
}
