import type { Ending, SessionStore, StoredSession } from '@/db/stores/contract'
import type { AuthRequest, ModeConfig, RevokeTarget } from './contract'
import { expiry } from './lifetimes'
import { hashOpaqueId, newPublicId } from './opaque-id'

/** Writes the row of a session that begins with this request, for a credential that the store is to know by its hash only. */
export async function beginRow(
  sessions: SessionStore,
  userId: string,
  credential: string,
  req: AuthRequest,
  limits: Pick<ModeConfig, 'idleMs' | 'maxMs'>,
): Promise<StoredSession> {
  const row: StoredSession = {
    id: newPublicId(),
    userId,
    createdAt: req.now,
    lastSeenAt: req.now,
    expiresAt: expiry(req.now, req.now, limits),
    ip: req.device.ip,
    userAgent: req.device.userAgent,
  }
  await sessions.create(row, hashOpaqueId(credential))
  return row
}

/** Ends the rows that are meant, in the modes that keep rows; the ids of those that ended. */
export async function endRows(
  sessions: SessionStore,
  target: Exclude<RevokeTarget, { kind: 'role' }>,
  ending: Ending,
): Promise<readonly string[]> {
  if (target.kind === 'user') return sessions.endAll(target.userId, ending, target.exceptId)
  if (target.kind === 'account') return sessions.endAll(target.userId, ending)
  const [userId, id] = target.kind === 'this' ? [target.session.user.id, target.session.id] : [target.userId, target.id]
  return (await sessions.end(userId, id, ending)) ? [id] : []
}
