import type { SessionStore, StoredSession } from '@/lib/stores/sessions'
import type { StoredUser } from '@/lib/stores/users'
import type { Defences } from '../defences'

/** WEAK. A session store that lets every rotation through, or forgets nothing that was spent. */
export function looseSessions(sessions: SessionStore, on: Defences): SessionStore {
  if (on.has('one-write') && on.has('replay-kill')) return sessions
  const spent = new Map<string, { session: StoredSession; user: StoredUser; salt: string }>()
  return {
    ...sessions,
    find: (hash) => sessions.find(hash),
    async rotate(before, next) {
      const found = await sessions.find(before)
      if (found) spent.set(before, { ...found, salt: next.salt })
      if (await sessions.rotate(before, next)) return true
      const old = spent.get(before)
      if (on.has('one-write') || !old) return false
      // Whoever came second gets a live credential too.
      const { tokenHash, lastSeenAt, expiresAt } = next
      await sessions.create({ ...old.session, lastSeenAt, expiresAt }, tokenHash)
      return true
    },
    async findSpent(hash) {
      const old = spent.get(hash)
      if (on.has('replay-kill') || !old) return sessions.findSpent(hash)
      // As if it had been spent this very moment: its holder gets the successor, however late.
      return { session: old.session, user: old.user, salt: old.salt, spentAt: Number.MAX_SAFE_INTEGER }
    },
  }
}
