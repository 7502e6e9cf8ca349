import type { StoredEvent, StoredSession, StoredUser, Stores } from './contract'

/** Stores that live as long as the process: for tests and the lab. */
export function memoryStores(): Stores {
  const people = new Map<string, { user: StoredUser; passwordHash: string | null }>()
  const rows = new Map<string, StoredSession>()
  const tried = new Map<string, number[]>()
  const log: StoredEvent[] = []

  const rowOf = (id: string) => [...rows].find(([, session]) => session.id === id)
  const endWhere = (matches: (session: StoredSession) => boolean) => {
    const ended = [...rows].filter(([, session]) => matches(session))
    for (const [tokenHash] of ended) rows.delete(tokenHash)
    return ended.length
  }
  const byEmail = (email: string) => [...people.values()].find(({ user }) => user.email === email)

  return {
    name: 'memory',
    ping: () => Promise.resolve(),

    sessions: {
      create(session, tokenHash) {
        rows.set(tokenHash, session)
        return Promise.resolve()
      },
      find(tokenHash) {
        const session = rows.get(tokenHash)
        const person = session && people.get(session.userId)
        return Promise.resolve(session && person ? { session, user: person.user } : null)
      },
      extend(id, times) {
        const found = rowOf(id)
        if (found) rows.set(found[0], { ...found[1], ...times })
        return Promise.resolve(found !== undefined)
      },
      end: (userId, id) => Promise.resolve(endWhere((session) => session.userId === userId && session.id === id) === 1),
      endAll: (userId, exceptId) =>
        Promise.resolve(endWhere((session) => session.userId === userId && session.id !== exceptId)),
    },

    users: {
      create(user, passwordHash) {
        if (byEmail(user.email)) return Promise.resolve(false)
        people.set(user.id, { user, passwordHash })
        return Promise.resolve(true)
      },
      findById: (id) => Promise.resolve(people.get(id)?.user ?? null),
      findByEmail: (email) => Promise.resolve(byEmail(email) ?? null),
      update(id, change) {
        const person = people.get(id)
        if (!person) return Promise.resolve(null)
        const user = { ...person.user, ...change }
        people.set(id, { ...person, user })
        return Promise.resolve(user)
      },
    },

    events: {
      record(event) {
        log.push(event)
        return Promise.resolve()
      },
      recent: (limit) => Promise.resolve(log.slice(-limit).reverse()),
    },

    attempts: {
      take(key, limit, windowMs, now) {
        const within = (tried.get(key) ?? []).filter((at) => at > now - windowMs)
        const oldest = within[0]
        if (oldest !== undefined && within.length >= limit) {
          return Promise.resolve({ ok: false, retryAfterMs: oldest + windowMs - now })
        }
        tried.set(key, [...within, now])
        return Promise.resolve({ ok: true })
      },
      clear(key) {
        tried.delete(key)
        return Promise.resolve()
      },
    },
  }
}
