import type { Ending, SessionStore } from '@/db/stores/contract'
import type { RevokeTarget } from './contract'

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
