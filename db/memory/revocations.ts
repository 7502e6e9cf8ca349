import type { RevocationStore, Revoked } from '@/lib/stores/revocations'
import { entryKey, type Rows } from './rows'
import type { Transact } from './transact'

export function memoryRevocations({ people, began, revoked, tell }: Rows, transact: Transact): RevocationStore {
  const add = (entry: Revoked) => {
    const key = entryKey(entry.userId, entry.sessionId)
    const added = !revoked.has(key)
    if (added) {
      revoked.set(key, entry)
      tell(entry.userId)
    }
    return added
  }
  return {
    find(userId, sessionId) {
      const user = people.get(userId)?.user
      if (!user) return Promise.resolve({ ended: null, person: null })
      const entry = revoked.get(entryKey(userId, sessionId))
      const ended = entry ? { at: entry.at, by: entry.by, why: entry.why } : null
      return Promise.resolve({ ended, person: { user, epochBegan: began.get(userId) ?? null } })
    },
    add: (entry, actor) => transact(actor, () => add(entry)),
    addAll(entries) {
      entries.forEach(add)
      return Promise.resolve()
    },
  }
}
