import type Database from 'better-sqlite3'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import type { Subject } from '../measure'
import { ORIGIN } from './common'

/** Longer than any run, so that what is measured as cached is. */
const CACHE_SECONDS = 86_400

/** Its tables stand beside ours in the same file. No renewal is due, so a read writes nothing. */
export function betterAuthOver(sqlite: Database.Database, secret: string, cookieCache: boolean) {
  return betterAuth({
    database: sqlite,
    secret,
    baseURL: ORIGIN,
    session: { cookieCache: { enabled: cookieCache, maxAge: CACHE_SECONDS } },
    // Passwords are not what is measured.
    emailAndPassword: { enabled: true, password: { hash: (password) => Promise.resolve(password), verify: () => Promise.resolve(true) } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  })
}

export type BetterAuth = ReturnType<typeof betterAuthOver>

export async function makeTables({ options }: BetterAuth): Promise<void> {
  const { runMigrations } = await getMigrations(options)
  await runMigrations()
}

/** Signs somebody up, and gives the Cookie header that their browser would send from then on. */
export async function signUp(auth: BetterAuth, person: { readonly email: string; readonly name: string }): Promise<string> {
  const answer = await auth.api.signUpEmail({ body: { ...person, password: 'correct horse battery staple' }, asResponse: true })
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
  if (!answer.ok || cookies.length === 0) throw new Error(`Better Auth did not sign anybody up: ${String(answer.status)}`)
  return cookies.join('; ')
}

export function betterAuthRead(auth: BetterAuth, cookies: readonly string[]): Subject {
  const requests = cookies.map((cookie) => new Headers({ cookie }))
  return async (i) => {
    const session = await auth.api.getSession({ headers: requests[i % requests.length] ?? new Headers() })
    if (!session) throw new Error('Better Auth did not accept the session')
  }
}
