import type { EventType, StoredEvent } from '@/lib/stores/events'
import type { Stores } from '@/lib/stores/stores'
import type { AuthMode, AuthRequest, Revocation } from '../auth/contract'
import { networkOf } from './address'
import { newPublicId } from '@/lib/auth/credentials/opaque-id'

interface EventDeps {
  readonly stores: Pick<Stores, 'events'>
}

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
export function record({ stores }: EventDeps, req: AuthRequest, type: EventType, happening: Happening): Promise<void> {
  const event = eventOf(req, type, happening)
  const repeats = REPEATED.has(type) && (event.actorId === null || event.actorId === event.userId)
  return repeats ? stores.events.record(event, networkOf(event.ip)) : stores.events.record(event)
}

function eventOf({ now: at, device: { ip, userAgent } }: AuthRequest, type: EventType, { userId, actorId, sessionId = null, detail = null }: Happening): StoredEvent {
  return { id: newPublicId(), at, type, userId, actorId, sessionId, ip, userAgent: onOneLine(userAgent), detail: onOneLine(detail) }
}

/** One event for each of a person's sessions that ended. */
export async function recordEachEnded({ stores }: EventDeps, req: AuthRequest, sessions: readonly string[], happening: Happening): Promise<void> {
  if (sessions.length === 0) return
  await stores.events.recordAll(sessions.map((sessionId) => eventOf(req, 'session_revoked', { ...happening, sessionId })))
}

/** Whoever reads the log line by line must not be shown lines that nobody wrote. */
function onOneLine(text: string | null): string | null {
  return text?.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ') ?? null
}

/** Of a person's sessions, all or all but one: an event for each that ended, or, where only a list knows of them, one for all. */
export async function recordEnded(
  deps: EventDeps & { readonly mode: AuthMode },
  req: AuthRequest,
  revocation: Revocation,
  { userId, actorId }: { readonly userId: string; readonly actorId: string | null },
): Promise<void> {
  await recordEachEnded(deps, req, revocation.ended, { userId, actorId })
  if (revocation.ended.length > 0 || revocation.takesEffect !== 'now' || deps.mode.list) return
  await record(deps, req, 'session_revoked', { userId, actorId, detail: 'every session that was meant; no server knows how many there were' })
}
