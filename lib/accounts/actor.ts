import type { Actor, Session } from '../auth/contract'

/** Whoever this session is of, for the store to decide whether it still counts when it writes. */
export function actorOf({ id, user }: Session): Actor {
  return { userId: user.id, sessionId: id, epoch: user.epoch, admin: false }
}

/** The same, of somebody who must be an administrator then. */
export function adminOf(session: Session): Actor {
  return { ...actorOf(session), admin: true }
}
