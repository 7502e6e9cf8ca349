import { hkdfSync } from 'node:crypto'
import type { SessionStore, StoredSession } from '@/lib/stores/sessions'
import type { StoredUser } from '@/lib/stores/users'
import type { AuthRequest, ModeConfig, RejectReason } from '../contract'
import { expiry } from './lifetimes'
import { hashOpaqueId, newOpaqueId } from './opaque-id'

/** One of ours. The prefix keeps it apart from ids that stand for a session by themselves, whose rows share a table with these. */
const REFRESH = /^r\.[\w-]{43}$/

/** What a rotation led to: the session, its person and the token that follows; or why there is none, and whose it was. */
export type Rotated =
  | { readonly row: StoredSession; readonly user: StoredUser; readonly next: string }
  | { readonly reason: RejectReason; readonly row?: StoredSession }

export function newRefreshToken(): string {
  return `r.${newOpaqueId()}`
}

/**
 * Refresh tokens that are good for one use; RFC 9700 section 4.14. A session's row holds the hash of the one live token, so a
 * session never has two. Rotating it is one conditional write. Whoever lost that race comes with the immediate parent, and
 * within the grace gets the same successor, which is derived from the parent and a salt that only the store knows. Any other
 * spent token was copied: the session ends.
 */
export function refreshTokens(sessions: SessionStore, config: Pick<ModeConfig, 'idleMs' | 'maxMs' | 'graceMs'>) {
  /** What a token stands for, live or spent; null when for nothing. */
  async function find(token: string) {
    if (!REFRESH.test(token)) return null
    const hash = hashOpaqueId(token)
    const found = await sessions.find(hash)
    return found ? { ...found, spent: null } : sessions.findSpent(hash).then((old) => old && { ...old, spent: old })
  }

  async function rotate(token: string, req: AuthRequest): Promise<Rotated> {
    if (!REFRESH.test(token)) return { reason: 'malformed' }
    const salt = newOpaqueId()
    let found = await find(token)
    req.trace.step('store', 'Look the refresh token up', found ? (found.spent ? 'spent already' : '1 row, by its hash') : 'no such row')
    if (!found || found.user.disabled) return { reason: 'revoked' }
    if (req.now >= Math.min(found.session.expiresAt, expiry(found.session.createdAt, found.session.lastSeenAt, config))) {
      return { reason: 'expired' }
    }
    let next = successor(token, salt)
    if (!found.spent) {
      const times = { lastSeenAt: req.now, expiresAt: expiry(found.session.createdAt, req.now, config) }
      const won = await sessions.rotate(hashOpaqueId(token), { tokenHash: hashOpaqueId(next), salt, ...times })
      req.trace.step('store', 'Rotate it', won ? '1 row written' : 'another request was faster')
      if (!won) found = await find(token)
    }
    if (!found) return { reason: 'revoked' }
    if (found.spent) {
      const { spentAt, salt: kept } = found.spent
      if (kept === null || req.now - spentAt >= config.graceMs) {
        const { id, userId } = found.session
        const ended = await sessions.end(userId, id, { at: req.now, by: null, why: 'refresh_replayed' })
        req.trace.step('store', 'End the session', 'this token was used before: somebody holds a copy')
        return ended ? { reason: 'replayed', row: found.session } : { reason: 'revoked' }
      }
      next = successor(token, kept)
      req.trace.step('server', 'Make the same successor', 'rotated a moment ago by another request of this client')
    }
    return { row: found.session, user: found.user, next }
  }

  return { find, rotate }
}

/** The one token that can follow `token`: nobody without the store knows the salt, nobody without the token can use it. */
function successor(token: string, salt: string): string {
  return `r.${Buffer.from(hkdfSync('sha256', token, salt, 'stateside: the next refresh token', 32)).toString('base64url')}`
}
