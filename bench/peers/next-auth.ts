import type Database from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { getServerSession, type AuthOptions } from 'next-auth'
import type { Adapter } from 'next-auth/adapters'
import { sessions, users } from '@/db/sqlite/schema'
import { hashOpaqueId } from '@/lib/auth/credentials/opaque-id'
import type { Subject } from '../measure'
import type { Signed } from '../peer'
import { IDLE_SECONDS } from './common'

/** As it reads what our modes wrote. No renewal is due, so it writes nothing. */
export function nextAuthOptions(secret: string, cookie: string, adapter?: Adapter): AuthOptions {
  return {
    secret,
    providers: [],
    session: { maxAge: IDLE_SECONDS, updateAge: IDLE_SECONDS / 2, strategy: adapter ? 'database' : 'jwt' },
    cookies: { sessionToken: { name: cookie, options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false } } },
    // It warns at each call that NEXTAUTH_URL is not set.
    logger: { warn: () => undefined, error: (code, detail) => { throw new Error(code, { cause: detail }) } },
    ...(adapter && { adapter }),
  }
}

/**
 * Called as a pages-router handler would call it. Its request and response are plain objects: what Next would add to them is not
 * next-auth's cost.
 */
export function nextAuthRead({ cookie, credentials }: Signed, options: AuthOptions): Subject {
  const requests = credentials.map((value) => ({ headers: { cookie: `${cookie}=${value}` }, cookies: { [cookie]: value } }))
  return async (i) => {
    const res = { getHeader: () => undefined, setHeader: () => undefined, setCookie: () => undefined }
    const session = await getServerSession(requests[i % requests.length] as never, res as never, options)
    if (!session) throw new Error('next-auth did not accept the session')
  }
}

/** The read of an adapter that builds its query at each call, as @auth/drizzle-adapter does. */
export function buildingAdapter(sqlite: Database.Database): Adapter {
  const db = drizzle({ client: sqlite })
  return {
    getSessionAndUser(sessionToken) {
      const found = db
        .select({ session: sessions, user: users })
        .from(sessions)
        .where(eq(sessions.tokenHash, hashOpaqueId(sessionToken)))
        .innerJoin(users, eq(users.id, sessions.userId))
        .get()
      if (!found) return null
      const { session, user } = found
      return {
        session: { sessionToken, userId: user.id, expires: new Date(session.expiresAt) },
        user: { id: user.id, email: user.email, name: user.name, emailVerified: null },
      }
    },
  }
}
