import type { Actor, ListedSession, Page, PageQuery, Role } from '@/lib/auth/contract'
import { MOST_ATTEMPTS, type AttemptPlace } from '@/lib/stores/attempts'
import type { StoredClient } from '@/lib/stores/clients'
import type { Ending } from '@/lib/stores/ending'
import { SessionOver } from '@/lib/stores/errors'
import type { StoredEvent, ListedEvent } from '@/lib/stores/events'
import type { StoredReport } from '@/lib/stores/reports'
import type { Revoked } from '@/lib/stores/revocations'
import { KEEP_ENDED_MS, type StoredSession } from '@/lib/stores/sessions'
import type { StoredSigningKey } from '@/lib/stores/signing-keys'
import type { Stores } from '@/lib/stores/stores'
import { counts, mayFlip, type StoredUser } from '@/lib/stores/users'
import { keyOf, pageOf, type Key } from '@/lib/stores/cursor'
import { foldsOf } from '@/lib/stores/folding'

function isOf(session: StoredSession, mode: string | null | undefined): boolean {
  return mode === undefined || session.mode === null || session.mode === mode
}

/** Of what a list holds, the page that is asked for. */
function listPage<T>(all: readonly T[], keyed: (item: T) => Key, page: PageQuery): Page<T> {
  const start = keyOf(page.cursor)
  const found = all.map((item) => ({ item, key: keyed(item) })).filter(({ key }) => !start || falls(start, key) > 0)
  return pageOf(found.sort((a, b) => falls(b.key, a.key)), page)
}

/** As a comparison of two keys. */
function falls(a: Key, b: Key): number {
  const at = b.findIndex((part, index) => part !== (a[index] ?? 0))
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/** Stores that live as long as the process: for tests and the lab. */
export function memoryStores(): Stores {
  const people = new Map<string, { user: StoredUser; passwordHash: string | null }>()
  /** What the seed made them. */
  const demo = new Map<string, Role>()
  const rows = new Map<string, StoredSession>()
  const ended = new Map<string, ListedSession>()
  const spent = new Map<string, { sessionId: string; spentAt: number; salt: string | null }>()
  const listed = new Map<string, Revoked>()
  const tried = new Map<string, number[]>()
  const log: { readonly place: string | null; event: ListedEvent }[] = []
  const keys = new Map<string, StoredSigningKey>()
  const registered = new Map<string, { client: StoredClient; secretHash: string }>()
  const revoked = new Map<string, number>()
  const filed: StoredReport[] = []
  const began = new Map<string, Ending>()

  /** Of what is listed, by its id: a later one has a higher number. */
  const numbers = new Map<string, number>()
  const number = (id: string) => numbers.set(id, numbers.size)

  const known = (): readonly ListedSession[] => [...[...rows.values()].map((session) => ({ ...session, ended: null })), ...ended.values()]
  const lives = (session: ListedSession, now: number) => session.ended === null && session.expiresAt > now && living(session) !== null
  const placeOf = ({ id, createdAt }: StoredSession): Key => [createdAt, numbers.get(id) ?? 0]
  const rowOf = (id: string) => [...rows].find(([, session]) => session.id === id)
  const endWhere = (ending: Ending, matches: (session: StoredSession) => boolean) => {
    const found = [...rows].filter(([, session]) => matches(session))
    for (const [tokenHash, session] of found) {
      rows.delete(tokenHash)
      ended.set(tokenHash, { ...session, ended: ending })
    }
    return found.map(([, { id }]) => id)
  }
  /** As one transaction: refused when the actor, if any, does not count any more. */
  const transact = <T>(actor: Actor | undefined, work: () => T): Promise<T> => {
    if (actor) {
      const { userId, sessionId, epoch, admin } = actor
      const person = people.get(userId)
      const over = listed.has(entryKey(userId, sessionId)) || [...ended.values()].some(({ id }) => id === sessionId)
      if (over || !person || !counts(person.user, { id: sessionId, epoch })) return Promise.reject(new SessionOver())
      if (admin && person.user.role !== 'admin') return Promise.reject(new SessionOver('no_admin'))
    }
    return Promise.resolve(work())
  }
  /** Null when there is no such person. */
  const change = (id: string, to: Partial<StoredUser>, passwordHash?: string) => {
    const person = people.get(id)
    if (!person) return null
    const user = { ...person.user, ...to }
    people.set(id, { user, passwordHash: passwordHash ?? person.passwordHash })
    return user
  }
  const next = (id: string, ending: Ending, spared: string | null = null) => {
    began.set(id, ending)
    return { epoch: (people.get(id)?.user.epoch ?? 0) + 1, spared }
  }
  /** The session, while it counts, and its person. */
  const living = (session: StoredSession | undefined) => {
    const person = session && people.get(session.userId)
    const inItsEpoch = person && counts({ ...person.user, disabled: false }, session)
    return inItsEpoch ? { session, user: person.user } : null
  }
  const signing = () => [...keys.values()].find(({ retiredAt }) => retiredAt === null) ?? null
  const unlessLastAdmin = (id: string) => {
    const person = people.get(id)
    if (person?.user.role !== 'admin' || person.user.disabled) return person ?? null
    const left = [...people.values()].some(({ user }) => user.id !== id && user.role === 'admin' && !user.disabled)
    return left ? person : 'last_admin'
  }
  /** Deletes at most `most` of a map's entries; how many. */
  const drop = <V>(from: Map<string, V>, most: number, over: (value: V) => boolean) => {
    const keys = [...from].filter(([, value]) => over(value)).slice(0, most)
    for (const [key] of keys) from.delete(key)
    return keys.length
  }
  const waitFor = (places: readonly AttemptPlace[], windowMs: number, now: number) =>
    Math.max(
      ...places.map(({ key, limit }) => {
        const within = (tried.get(key) ?? []).filter((at) => at > now - windowMs)
        return within.length < limit ? 0 : Math.min(...within) + windowMs - now
      }),
    )
  const demoPeople = () =>
    [...demo].flatMap(([id, made]) => {
      const user = people.get(id)?.user
      return user ? [{ user, made }] : []
    })
  const write = (event: StoredEvent, place: string | null) => {
    log.push({ place, event: { ...event, times: 1, lastAt: null } })
    number(event.id)
  }
  const fold = (event: StoredEvent, network: string) => {
    for (const { place, event: first, room } of foldsOf(event, network)) {
      const row = log.find((one) => one.place === place)
      if (row) {
        row.event = { ...row.event, times: row.event.times + 1, lastAt: Math.max(row.event.lastAt ?? row.event.at, event.at) }
        return
      }
      const rows = (begins: string) => log.filter((one) => one.place?.startsWith(begins)).length
      if (room.every(({ begins, most }) => rows(begins) < most)) {
        write(first, place)
        return
      }
    }
  }
  const byEmail = (email: string) => [...people.values()].find(({ user }) => user.email === email)

  return {
    name: 'memory',
    ping: () => Promise.resolve(),
    purge(limits, most) {
      const lives = (id: string) => [...rows.values()].some((session) => session.id === id && session.expiresAt > limits.now)
      const old = log.filter(({ event }) => event.at <= limits.events).slice(0, most)
      return Promise.resolve(
        drop(spent, most, ({ sessionId }) => !lives(sessionId)) ||
          drop(rows, most, ({ expiresAt }) => expiresAt <= limits.expired) ||
          drop(ended, most, (session) => session.expiresAt <= limits.expired || (session.ended?.at ?? Infinity) <= limits.ended) ||
          log.splice(0, log.length, ...log.filter((row) => !old.includes(row))).length - log.length ||
          drop(tried, most, (ats) => ats.every((at) => at <= limits.attempts)) ||
          drop(listed, most, ({ expiresAt }) => expiresAt <= limits.now) ||
          drop(revoked, most, (until) => until <= limits.now),
      )
    },

    sessions: {
      create(session, tokenHash, most = Infinity) {
        const { id, userId, mode, createdAt: now } = session
        const person = people.get(userId)?.user
        if (!person || person.disabled || person.epoch !== session.epoch) return Promise.resolve(null)
        const others = known().filter((one) => one.userId === userId && one.id !== id && isOf(one, mode) && lives(one, now))
        const oldest = others.sort((a, b) => falls(placeOf(b), placeOf(a))).slice(most - 1)
        rows.set(tokenHash, session)
        number(id)
        return Promise.resolve(endWhere({ at: now, by: null, why: 'too_many_sessions' }, (one) => oldest.some((gone) => gone.id === one.id)))
      },
      find: (tokenHash) => Promise.resolve(living(rows.get(tokenHash))),
      findEnded(tokenHash) {
        const found = ended.get(tokenHash)
        if (!found) return Promise.resolve(null)
        const { ended: _, ...session } = found
        return Promise.resolve(session)
      },
      extend(id, times) {
        const row = rowOf(id)
        const found = living(row?.[1])
        if (!row || !found || found.user.disabled) return Promise.resolve(false)
        rows.set(row[0], { ...found.session, ...times })
        return Promise.resolve(true)
      },
      rotate(before, { tokenHash, salt, ...times }) {
        const found = living(rows.get(before))
        if (!found || found.user.disabled) return Promise.resolve(false)
        const { session } = found
        rows.delete(before)
        rows.set(tokenHash, { ...session, ...times })
        for (const old of spent.values()) if (old.sessionId === session.id) old.salt = null
        spent.set(before, { sessionId: session.id, spentAt: times.lastSeenAt, salt })
        return Promise.resolve(true)
      },
      findSpent(tokenHash) {
        const old = spent.get(tokenHash)
        const found = old && living(rowOf(old.sessionId)?.[1])
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
            ({ id, createdAt, ended }) => [ended?.at ?? [], createdAt, numbers.get(id) ?? 0].flat(),
            page,
          ),
        ),
      count: (userId, now, most, mode) =>
        Promise.resolve(Math.min(most, known().filter((session) => session.userId === userId && isOf(session, mode) && lives(session, now)).length)),
      ending: (id) => Promise.resolve([...ended.values()].find((session) => session.id === id)?.ended ?? null),
    },

    revocations: {
      addAll(entries) {
        for (const entry of entries) if (!listed.has(entryKey(entry.userId, entry.sessionId))) listed.set(entryKey(entry.userId, entry.sessionId), entry)
        return Promise.resolve()
      },
      find(userId, sessionId) {
        const user = people.get(userId)?.user
        if (!user) return Promise.resolve({ ended: null, person: null })
        const entry = listed.get(entryKey(userId, sessionId))
        const how = entry ? { at: entry.at, by: entry.by, why: entry.why } : null
        return Promise.resolve({ ended: how, person: { user, epochBegan: began.get(userId) ?? null } })
      },
      add: (entry, actor) =>
        transact(actor, () => {
          const key = entryKey(entry.userId, entry.sessionId)
          const added = !listed.has(key)
          if (added) listed.set(key, entry)
          return added
        }),
    },

    users: {
      create(user, passwordHash) {
        if (byEmail(user.email)) return Promise.resolve(false)
        people.set(user.id, { user, passwordHash })
        number(user.id)
        return Promise.resolve(true)
      },
      createDemo(user, passwordHash) {
        if (byEmail(user.email)) return Promise.resolve(false)
        people.set(user.id, { user, passwordHash })
        demo.set(user.id, user.role)
        number(user.id)
        return Promise.resolve(true)
      },
      demoPeople: () => Promise.resolve(demoPeople()),
      flipDemoRole: (id, anyway, actor) =>
        transact(actor, () => {
          if (!people.has(id)) return null
          if (!mayFlip(id, demoPeople(), anyway)) return 'not_allowed'
          const person = unlessLastAdmin(id)
          if (person === null || person === 'last_admin') return person
          const after = change(id, { role: person.user.role === 'admin' ? 'user' : 'admin' })
          return after && { before: person.user, after }
        }),
      findById: (id) => Promise.resolve(people.get(id)?.user ?? null),
      findByEmail: (email) => Promise.resolve(byEmail(email) ?? null),
      list({ search = '', ...page }) {
        const matches = ({ id, email, name }: StoredUser) => [id, email, name].join('\n').toLowerCase().includes(search.toLowerCase())
        const found = [...people.values()].map(({ user }) => user).filter(matches)
        return Promise.resolve(listPage(found, ({ id, createdAt }) => [createdAt, numbers.get(id) ?? 0], page))
      },
      findPassword: (id) => Promise.resolve(people.get(id)?.passwordHash ?? null),
      rename: (id, name, actor) => transact(actor, () => change(id, { name })),
      beginEpoch: (id, ending, actor, spare) => transact(actor, () => change(id, next(id, ending, spare))),
      changeEmail: (id, email, ending, actor) =>
        transact(actor, () => {
          const holder = byEmail(email)
          if (holder && holder.user.id !== id) return 'email_taken'
          demo.delete(id)
          return change(id, { email, ...next(id, ending) })
        }),
      changePassword: (id, before, after, ending, actor) =>
        transact(actor, () => {
          if (people.get(id)?.passwordHash !== before) return null
          demo.delete(id)
          return change(id, next(id, ending), after)
        }),
      setAuthority: (id, authority, ending, actor) =>
        transact(actor, () => {
          const takes = authority.role === 'user' || authority.disabled === true
          const person = takes ? unlessLastAdmin(id) : (people.get(id) ?? null)
          if (person === null || person === 'last_admin') return person
          const disables = authority.disabled === true && !person.user.disabled
          const after = change(id, { ...authority, ...(disables ? next(id, ending) : {}) })
          return after && { before: person.user, after }
        }),
      delete: (id, now, actor) =>
        transact(actor, () => {
          const person = unlessLastAdmin(id)
          if (person === null || person === 'last_admin') return person
          people.delete(id)
          const ids: string[] = []
          for (const [hash, session] of rows) {
            if (session.userId !== id) continue
            if (session.expiresAt > now) ids.push(session.id)
            rows.delete(hash)
          }
          for (const [key, session] of ended) if (session.userId === id) ended.delete(key)
          return ids
        }),
    },

    events: {
      record(event, network) {
        if (network === undefined) write(event, null)
        else fold(event, network)
        return Promise.resolve()
      },
      recordAll(events) {
        for (const event of events) write(event, null)
        return Promise.resolve()
      },
      list({ type, userId, ...page }) {
        const found = log.map(({ event }) => event).filter((event) => (type === undefined || event.type === type) && (userId === undefined || event.userId === userId))
        return Promise.resolve(listPage(found, (event) => [event.at, numbers.get(event.id) ?? 0], page))
      },
    },

    attempts: {
      wait: (places, windowMs, now) => Promise.resolve(waitFor(places, windowMs, now)),
      take(places, windowMs, now) {
        const waitMs = waitFor(places, windowMs, now)
        if (waitMs > 0) return Promise.resolve(waitMs)
        for (const { key } of places) {
          const before = tried.get(key) ?? []
          // To the end of the map, whose first keys go first.
          tried.delete(key)
          tried.set(key, [...before.filter((at) => at > now - windowMs), now])
        }
        let kept = [...tried.values()].reduce((sum, { length }) => sum + length, 0)
        for (const [key, ats] of tried) {
          if (kept <= MOST_ATTEMPTS) break
          kept -= ats.length
          tried.delete(key)
        }
        return Promise.resolve(0)
      },
      giveBack(key, at) {
        const ats = tried.get(key) ?? []
        const last = ats.lastIndexOf(at)
        tried.set(key, ats.filter((_, i) => i !== last))
        return Promise.resolve()
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
      replace: (before, key, actor) =>
        transact(actor, () => {
          const found = signing()
          if ((found?.kid ?? null) !== before) return false
          if (found) keys.set(found.kid, { ...found, retiredAt: key.createdAt })
          keys.set(key.kid, key)
          return true
        }),
      reseal(kid, before, after) {
        const key = keys.get(kid)
        if (key?.sealedKey === before) keys.set(kid, { ...key, sealedKey: after })
        return Promise.resolve()
      },
      purge(limit) {
        const old = [...keys.values()].filter(({ retiredAt }) => retiredAt !== null && retiredAt <= limit)
        for (const { kid } of old) keys.delete(kid)
        return Promise.resolve(old.map(({ kid }) => kid))
      },
    },

    clients: {
      create: (client, secretHash, actor) => transact(actor, () => void registered.set(client.id, { client, secretHash })),
      find: (id) => Promise.resolve(registered.get(id) ?? null),
      list: () => Promise.resolve([...registered.values()].map(({ client }) => client)),
      delete: (id, actor) => transact(actor, () => registered.delete(id)),
    },

    revokedTokens: {
      add(jti, expiresAt) {
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

const entryKey = (userId: string, sessionId: string) => JSON.stringify([userId, sessionId])
