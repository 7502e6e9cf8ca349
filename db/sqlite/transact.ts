import type Database from 'better-sqlite3'
import type { Actor } from '@/lib/auth/contract'
import { SessionOver } from '@/lib/stores/errors'

/** Runs one piece of work in a transaction that writes, once it has made sure that the actor, if any, still counts. */
export type Transact = <T>(actor: Actor | undefined, work: () => T) => T

/** @throws {SessionOver} out of the transaction, so that nothing is written */
export function sqliteTransact(sqlite: Database.Database): Transact {
  const findActor = sqlite.prepare<[Pick<Actor, 'userId' | 'sessionId' | 'epoch'>], { role: string }>(
    `select u.role from users u
     where u.id = @userId and not u.disabled and (@epoch >= u.epoch or @sessionId = u.spared)
       and not exists (select 1 from sessions s where s.id = @sessionId and s.ended_at is not null)
       and not exists (select 1 from revoked_sessions r where r.user_id = @userId and r.session_id = @sessionId)`,
  )
  return (actor, work) =>
    sqlite
      .transaction(() => {
        if (actor) {
          const { userId, sessionId, epoch } = actor
          const found = findActor.get({ userId, sessionId, epoch })
          if (!found) throw new SessionOver()
          if (actor.admin && found.role !== 'admin') throw new SessionOver('no_admin')
        }
        return work()
      })
      // A reader that only then becomes a writer would be refused at once instead of waiting.
      .immediate()
}
