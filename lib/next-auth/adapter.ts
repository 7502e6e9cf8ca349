import type { Adapter, AdapterUser } from 'next-auth/adapters'
import { expiry } from '@/lib/auth/credentials/lifetimes'
import { newUser } from '@/lib/auth/credentials/identity'
import { hashOpaqueId, newPublicId } from '@/lib/auth/credentials/opaque-id'
import { DATABASE } from '@/lib/auth/modes/database'
import type { Stores } from '../stores/stores'
import type { StoredUser } from '../stores/users'

/**
 * next-auth 4's adapter over our stores: a session that the `database` mode made is a session to next-auth, and the
 * other way round. Ids are hashed on the way in, so next-auth too stores nothing that signs anybody in. Set
 * `session.generateSessionToken` to `newOpaqueId`: next-auth's own default is a UUID.
 *
 * There are no OAuth accounts here: none is ever found, and linking one fails.
 */
export function nextAuthAdapter(
  stores: Pick<Stores, 'users' | 'sessions'>,
  /** As the mode's, so that a session ends at the same moment for both; in ms. */
  limits: { readonly idleMs: number; readonly maxMs: number; readonly sessionsPerUser: number },
  now: () => number = Date.now,
): Required<Pick<Adapter, Implemented>> {
  const { users, sessions } = stores

  return {
    async createUser({ email, name }: Omit<AdapterUser, 'id'>) {
      const user = newUser({ email: email.trim().toLowerCase(), name: name ?? email }, now())
      if (!(await users.create(user, null))) throw new Error('the e-mail address has an account already')
      return adapterUser(user)
    },
    async getUser(id) {
      const user = await users.findById(id)
      return user && adapterUser(user)
    },
    async getUserByEmail(email) {
      const found = await users.findByEmail(email.trim().toLowerCase())
      return found && adapterUser(found.user)
    },
    getUserByAccount: () => null,
    linkAccount: () => Promise.reject(new Error('Stateside keeps no OAuth accounts')),
    async updateUser({ id, name, email }) {
      const before = await users.findById(id)
      const address = email?.trim().toLowerCase()
      const ending = { at: now(), by: id, why: 'email_changed' } as const
      const moved = address === undefined || address === before?.email ? before : await users.changeEmail(id, address, ending)
      if (moved === 'email_taken') throw new Error('the e-mail address has an account already')
      const user = moved && name != null ? await users.rename(id, name) : moved
      if (!user) throw new Error('there is no such person')
      return adapterUser(user)
    },
    async createSession({ sessionToken, userId, expires }) {
      const at = now()
      const expiresAt = Math.min(expires.getTime(), expiry(at, at, limits))
      const person = await users.findById(userId)
      const session = { id: newPublicId(), userId, epoch: person?.epoch ?? 0, mode: DATABASE, createdAt: at, lastSeenAt: at, expiresAt, ip: null, userAgent: null }
      if (!(await sessions.create(session, hashOpaqueId(sessionToken), limits.sessionsPerUser))) throw new Error('there is no such person, or they are disabled')
      return { sessionToken, userId, expires: new Date(expiresAt) }
    },
    async getSessionAndUser(sessionToken) {
      const found = await sessions.find(hashOpaqueId(sessionToken))
      if (!found || found.user.disabled) return null
      const { session, user } = found
      const expires = new Date(Math.min(session.expiresAt, expiry(session.createdAt, session.lastSeenAt, limits)))
      return { session: { sessionToken, userId: user.id, expires }, user: adapterUser(user) }
    },
    async updateSession({ sessionToken, expires }) {
      const found = await sessions.find(hashOpaqueId(sessionToken))
      if (!found) return null
      const { id, userId, createdAt } = found.session
      const lastSeenAt = now()
      const expiresAt = Math.min(expires?.getTime() ?? Infinity, expiry(createdAt, lastSeenAt, limits))
      if (!(await sessions.extend(id, { lastSeenAt, expiresAt }))) return null
      return { sessionToken, userId, expires: new Date(expiresAt) }
    },
    async deleteSession(sessionToken) {
      const found = await sessions.find(hashOpaqueId(sessionToken))
      if (found) await sessions.end(found.session.userId, found.session.id, { at: now(), by: found.session.userId, why: 'sign_out' })
    },
  }
}

type Implemented =
  | 'createUser'
  | 'getUser'
  | 'getUserByEmail'
  | 'getUserByAccount'
  | 'linkAccount'
  | 'updateUser'
  | 'createSession'
  | 'getSessionAndUser'
  | 'updateSession'
  | 'deleteSession'

function adapterUser({ id, email, name }: StoredUser): AdapterUser {
  return { id, email, name, emailVerified: null }
}
