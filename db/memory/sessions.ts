import type { ListedSession } from '@/lib/auth/contract'
import type { Key } from '@/lib/stores/cursor'
import type { Ending } from '@/lib/stores/ending'
import { KEEP_ENDED_MS, type SessionStore, type StoredSession } from '@/lib/stores/sessions'
import { falls, listPage } from './lists'
import { living, number, type Rows } from './rows'
import type { Transact } from './transact'

function isOf(session: StoredSession, mode: string | null | undefined): boolean {
  return mode === undefined || session.mode === null || session.mode === mode
}

export function memorySessions(rows: Rows, transact: Transact): SessionStore {
  const { people, sessions, ended, spent, numbers } = rows
  const known = (): readonly ListedSession[] => [...[...sessions.values()].map((session) => ({ ...session, ended: null })), ...ended.values()]
  const lives = (session: ListedSession, now: number) => session.ended === null && session.expiresAt > now && living(rows, session) !== null
  const placeOf = ({ id, createdAt }: StoredSession): Key => [createdAt, numbers.get(id) ?? 0]
  const rowOf = (id: string) => [...sessions].find(([, session]) => session.id === id)
  const endWhere = (ending: Ending, matches: (session: StoredSession) => boolean) => {
    const found = [...sessions].filter(([, session]) => matches(session))
    for (const [tokenHash, session] of found) {
      sessions.delete(tokenHash)
      ended.set(tokenHash, { ...session, ended: ending })
      rows.tell(session.userId)
    }
    return found.map(([, { id }]) => id)
  }

  return {
    create(session, tokenHash, most = Infinity) {
      const { id, userId, mode, createdAt: now } = session
      const person = people.get(userId)?.user
      if (!person || person.disabled || person.epoch !== session.epoch) return Promise.resolve(null)
      const others = known().filter((one) => one.userId === userId && one.id !== id && isOf(one, mode) && lives(one, now))
      const oldest = others.sort((a, b) => falls(placeOf(b), placeOf(a))).slice(most - 1)
      sessions.set(tokenHash, session)
      number(rows, id)
      return Promise.resolve(endWhere({ at: now, by: null, why: 'too_many_sessions' }, (one) => oldest.some((gone) => gone.id === one.id)))
    },
    find: (tokenHash) => Promise.resolve(living(rows, sessions.get(tokenHash))),
    findEnded(tokenHash) {
      const found = ended.get(tokenHash)
      if (!found) return Promise.resolve(null)
      const { ended: _, ...session } = found
      return Promise.resolve(session)
    },
    extend(id, times) {
      const row = rowOf(id)
      const found = living(rows, row?.[1])
      if (!row || !found || found.user.disabled) return Promise.resolve(false)
      sessions.set(row[0], { ...found.session, ...times })
      return Promise.resolve(true)
    },
    rotate(before, { tokenHash, salt, ...times }) {
      const found = living(rows, sessions.get(before))
      if (!found || found.user.disabled) return Promise.resolve(false)
      const { session } = found
      sessions.delete(before)
      sessions.set(tokenHash, { ...session, ...times })
      for (const old of spent.values()) if (old.sessionId === session.id) old.salt = null
      spent.set(before, { sessionId: session.id, spentAt: times.lastSeenAt, salt })
      return Promise.resolve(true)
    },
    findSpent(tokenHash) {
      const old = spent.get(tokenHash)
      const found = old && living(rows, rowOf(old.sessionId)?.[1])
      return Promise.resolve(old && found ? { ...found, spentAt: old.spentAt, salt: old.salt } : null)
    },
    end: (userId, id, ending, actor) =>
      transact(actor, () => endWhere(ending, (session) => session.userId === userId && session.id === id).length === 1),
    endBefore: (userId, epoch, ending, exceptId) =>
      Promise.resolve(endWhere(ending, (session) => session.userId === userId && session.epoch < epoch && session.id !== exceptId)),
    get: (id) => Promise.resolve(known().find((session) => session.id === id) ?? null),
    list: ({ userId, mode, which, now, exceptId, ...page }) =>
      Promise.resolve(
        listPage(
          known().filter(
            (session) =>
              (userId === null || session.userId === userId) &&
              isOf(session, mode) &&
              session.id !== exceptId &&
              (which === 'living' ? lives(session, now) : session.ended !== null && session.ended.at > now - KEEP_ENDED_MS),
          ),
          (session) => [session.ended?.at ?? [], placeOf(session)].flat(),
          page,
        ),
      ),
    count: (userId, now, most, mode) =>
      Promise.resolve(Math.min(most, known().filter((session) => session.userId === userId && isOf(session, mode) && lives(session, now)).length)),
    ending: (id) => Promise.resolve([...ended.values()].find((session) => session.id === id)?.ended ?? null),
  }
}
