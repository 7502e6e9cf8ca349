import NextAuth, { type NextAuthConfig, type NextAuthResult } from 'authjs'
import type { Adapter } from 'authjs/adapters'
import { encode } from 'authjs/jwt'
import type { Subject } from '../measure'
import { IDLE_SECONDS } from './common'

/** Its own name for the cookie, from which it also derives the key. */
export const AUTHJS_COOKIE = 'authjs.session-token'

/** No renewal of a row is due; a JWT it writes anew at each read, whatever one sets. */
export function authjs(secret: string, cookie: string, adapter?: unknown): NextAuthResult {
  const config: NextAuthConfig = {
    secret,
    providers: [],
    trustHost: true,
    basePath: '/api/auth',
    session: { maxAge: IDLE_SECONDS, updateAge: IDLE_SECONDS / 2, strategy: adapter ? 'database' : 'jwt' },
    cookies: { sessionToken: { name: cookie, options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false } } },
    logger: { warn: () => undefined, error: (error) => { throw error } },
    // Ours, made for version 4, has the methods that a read of a session calls.
    ...(adapter ? { adapter: adapter as Adapter } : {}),
  }
  return NextAuth(config)
}

/** A token of its own, that says who this is. */
export function authjsToken(secret: string, person: { readonly id: string; readonly name: string; readonly email: string }): Promise<string> {
  const { id: sub, name, email } = person
  return encode({ token: { sub, name, email }, secret, salt: AUTHJS_COOKIE, maxAge: IDLE_SECONDS })
}

/** `auth(req, res)`, which is `auth()` where there is no request of Next to ask for its headers. */
export function authjsRead({ auth }: NextAuthResult, cookie: string, credentials: readonly string[]): Subject {
  const requests = credentials.map((value) => ({ headers: { host: 'localhost:3000', cookie: `${cookie}=${value}` } }))
  const read = auth as unknown as (req: unknown, res: unknown) => Promise<{ readonly user?: unknown } | null>
  return async (i) => {
    const session = await read(requests[i % requests.length], { appendHeader: () => undefined })
    if (!session?.user) throw new Error('Auth.js did not accept the session')
  }
}
