import type { Ending } from '@/lib/stores/ending'
import { SessionOver } from '@/lib/stores/errors'
import type { SessionStore, StoredSession } from '@/lib/stores/sessions'
import type { Actor, AuthRequest, Identity, ModeConfig, RevokeTarget } from '../contract'
import { expiry } from './lifetimes'
import { hashOpaqueId, newPublicId } from './opaque-id'

/**
 * Writes the row of a session that begins with this request, for a credential that the store is to know by its hash only.
 * `ended`: the person's oldest, which gave way.
 * @throws {SessionOver} when the account is not as `user` says any more
 */
export async function beginRow(
  sessions: SessionStore,
  mode: string,
  user: Identity,
  credential: string,
  req: AuthRequest,
  config: Pick<ModeConfig, 'idleMs' | 'maxMs' | 'sessionsPerUser'>,
): Promise<{ readonly row: StoredSession; readonly ended: readonly string[] }> {
  const row: StoredSession = {
    id: newPublicId(),
    userId: user.id,
    epoch: user.epoch,
    mode,
    createdAt: req.now,
    lastSeenAt: req.now,
    expiresAt: expiry(req.now, req.now, config),
    ip: req.device.ip,
    userAgent: req.device.userAgent,
  }
  const ended = await sessions.create(row, hashOpaqueId(credential), config.sessionsPerUser)
  if (!ended) throw new SessionOver()
  return { row, ended }
}

/** Ends the rows that are meant, in the modes that keep rows; the ids of those that ended. */
export async function endRows(
  sessions: SessionStore,
  target: Exclude<RevokeTarget, { kind: 'role' }>,
  ending: Ending,
  actor?: Actor,
): Promise<readonly string[]> {
  if (target.kind === 'user') return sessions.endBefore(target.userId, target.epoch, ending, target.exceptId)
  const [userId, id] = target.kind === 'this' ? [target.session.user.id, target.session.id] : [target.userId, target.id]
  return (await sessions.end(userId, id, ending, actor)) ? [id] : []
}
