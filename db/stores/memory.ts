import type { ListedSession } from '@/lib/auth/contract'
import {
  KEEP_ENDED_MS,
  type Ending,
  type Revoked,
  type StoredClient,
  type StoredEvent,
  type StoredReport,
  type StoredSession,
  type StoredSigningKey,
  type StoredUser,
  type Stores,
} from './contract'

/** Stores that live as long as the process: for tests and the lab. */
export function memoryStores(): Stores {
  const people = new Map<string, { user: StoredUser; passwordHash: string | null }>()
  const rows = new Map<string, StoredSession>()
  const ended = new Map<string, ListedSession>()
  const spent = new Map<string, { sessionId: string; spentAt: number; salt: string | null }>()
  const listed = new Map<string, Revoked>()
  const tried = new Map<string, number[]>()
  const log: StoredEvent[] = []
  const keys = new Map<string, StoredSigningKey>()
  const registered = new Map<string, { client: StoredClient; secretHash: string }>()
  const revoked = new Map<string, number>()
  const filed: StoredReport[] = []

  const rowOf = (id: string) => [...rows].find(([, session]) => session.id === id)
  const endWhere = (ending: Ending, matches: (session: StoredSession) => boolean) => {
    const found = [...rows].filter(([, session]) => matches(session))
    for (const [tokenHash, session] of found) {
      rows.delete(tokenHash)
      ended.set(session.id, { ...session, ended: ending })
    }
    return found.map(([, { id }]) => id)
  }
  const signing = () => [...keys.values()].find(({ retiredAt }) => retiredAt === null) ?? null
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
      rotate(before, { tokenHash, salt, ...times }) {
        const session = rows.get(before)
        if (!session) return Promise.resolve(false)
        rows.delete(before)
        rows.set(tokenHash, { ...session, ...times })
        for (const old of spent.values()) if (old.sessionId === session.id) old.salt = null
        spent.set(before, { sessionId: session.id, spentAt: times.lastSeenAt, salt })
        return Promise.resolve(true)
      },
      findSpent(tokenHash) {
        const old = spent.get(tokenHash)
        const session = old && rowOf(old.sessionId)?.[1]
        const person = session && people.get(session.userId)
        return Promise.resolve(old && session && person ? { session, user: person.user, spentAt: old.spentAt, salt: old.salt } : null)
      },
      end: (userId, id, ending) =>
        Promise.resolve(endWhere(ending, (session) => session.userId === userId && session.id === id).length === 1),
      endAll: (userId, ending, exceptId) =>
        Promise.resolve(endWhere(ending, (session) => session.userId === userId && session.id !== exceptId)),
      list(userId, now) {
        const living = [...rows.values()].filter(({ expiresAt }) => expiresAt > now).map((session) => ({ ...session, ended: null }))
        const known = [...living, ...ended.values()].filter((session) => userId === null || session.userId === userId)
        const shown = known.filter((session) => session.ended === null || session.ended.at > now - KEEP_ENDED_MS)
        return Promise.resolve(shown.sort((a, b) => b.createdAt - a.createdAt))
      },
      ending: (id) => Promise.resolve(ended.get(id)?.ended ?? null),
    },

    revocations: {
      find: (subjects) => Promise.resolve(subjects.flatMap((subject) => listed.get(subject) ?? [])),
      add(entry) {
        for (const [subject, { expiresAt }] of listed) if (expiresAt <= entry.at) listed.delete(subject)
        listed.set(entry.subject, entry)
        return Promise.resolve()
      },
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

    signingKeys: {
      list: () => Promise.resolve([...keys.values()].reverse()),
      find: (kid) => Promise.resolve(keys.get(kid) ?? null),
      active: () => Promise.resolve(signing()),
      replace(before, key) {
        const found = signing()
        if ((found?.kid ?? null) !== before) return Promise.resolve(false)
        if (found) keys.set(found.kid, { ...found, retiredAt: key.createdAt })
        keys.set(key.kid, key)
        return Promise.resolve(true)
      },
      reseal(kid, before, after) {
        const key = keys.get(kid)
        if (key?.sealedKey === before) keys.set(kid, { ...key, sealedKey: after })
        return Promise.resolve()
      },
      purge(limit) {
        const old = [...keys.values()].filter(({ retiredAt }) => retiredAt !== null && retiredAt <= limit)
        for (const { kid } of old) keys.delete(kid)
        return Promise.resolve(old.length)
      },
    },

    clients: {
      create(client, secretHash) {
        registered.set(client.id, { client, secretHash })
        return Promise.resolve()
      },
      find: (id) => Promise.resolve(registered.get(id) ?? null),
      list: () => Promise.resolve([...registered.values()].map(({ client }) => client)),
      delete: (id) => Promise.resolve(registered.delete(id)),
    },

    revokedTokens: {
      add(jti, expiresAt, now) {
        for (const [id, until] of revoked) if (until <= now) revoked.delete(id)
        revoked.set(jti, expiresAt)
        return Promise.resolve()
      },
      has: (jti) => Promise.resolve(revoked.has(jti)),
    },

    reports: {
      create(report) {
        filed.push(report)
        return Promise.resolve()
      },
      recent: (limit) => Promise.resolve(filed.slice(-limit).reverse()),
    },
  }
}
