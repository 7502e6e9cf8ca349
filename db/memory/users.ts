import type { Ending } from '@/lib/stores/ending'
import { mayFlip, type StoredUser, type UserStore } from '@/lib/stores/users'
import { listPage } from './lists'
import { number, type Rows } from './rows'
import type { Transact } from './transact'

export function memoryUsers(rows: Rows, transact: Transact): UserStore {
  const { people, demo, began, sessions, ended, numbers } = rows
  const byEmail = (email: string) => [...people.values()].find(({ user }) => user.email === email)
  const add = (user: StoredUser, passwordHash: string | null) => {
    if (byEmail(user.email)) return false
    people.set(user.id, { user, passwordHash })
    number(rows, user.id)
    return true
  }
  /** Null when there is no such person. */
  const change = (id: string, to: Partial<StoredUser>, passwordHash?: string) => {
    const person = people.get(id)
    if (!person) return null
    const user = { ...person.user, ...to }
    people.set(id, { user, passwordHash: passwordHash ?? person.passwordHash })
    if (['role', 'disabled', 'epoch'].some((field) => field in to)) rows.tell(id)
    return user
  }
  const next = (id: string, ending: Ending, spared: string | null = null) => {
    began.set(id, ending)
    return { epoch: (people.get(id)?.user.epoch ?? 0) + 1, spared }
  }
  const unlessLastAdmin = (id: string) => {
    const person = people.get(id)
    if (person?.user.role !== 'admin' || person.user.disabled) return person ?? null
    const left = [...people.values()].some(({ user }) => user.id !== id && user.role === 'admin' && !user.disabled)
    return left ? person : 'last_admin'
  }
  const demoPeople = () =>
    [...demo].flatMap(([id, made]) => {
      const user = people.get(id)?.user
      return user ? [{ user, made }] : []
    })

  return {
    create: (user, passwordHash) => Promise.resolve(add(user, passwordHash)),
    createDemo(user, passwordHash) {
      const added = add(user, passwordHash)
      if (added) demo.set(user.id, user.role)
      return Promise.resolve(added)
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
        rows.tell(id)
        const ids: string[] = []
        for (const [hash, session] of sessions) {
          if (session.userId !== id) continue
          if (session.expiresAt > now) ids.push(session.id)
          sessions.delete(hash)
        }
        for (const [key, session] of ended) if (session.userId === id) ended.delete(key)
        return ids
      }),
  }
}
