import type { Actor } from '@/lib/auth/contract'
import { SessionOver } from '@/lib/stores/errors'
import { counts } from '@/lib/stores/users'
import { entryKey, type Rows } from './rows'

/** Runs one piece of work that nothing comes between, once it has made sure that the actor, if any, still counts. */
export type Transact = <T>(actor: Actor | undefined, work: () => T) => Promise<T>

export function memoryTransact({ people, ended, revoked }: Rows): Transact {
  return (actor, work) => {
    if (actor) {
      const { userId, sessionId, epoch, admin } = actor
      const person = people.get(userId)
      const over = revoked.has(entryKey(userId, sessionId)) || [...ended.values()].some(({ id }) => id === sessionId)
      if (over || !person || !counts(person.user, { id: sessionId, epoch })) return Promise.reject(new SessionOver())
      if (admin && person.user.role !== 'admin') return Promise.reject(new SessionOver('no_admin'))
    }
    return Promise.resolve(work())
  }
}
