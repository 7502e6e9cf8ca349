import { createHmac } from 'node:crypto'
import Database from 'better-sqlite3'
import { seedDemo } from '@/lib/accounts/demo'
import { nextAuthAdapter } from '@/lib/next-auth/adapter'
import { openStores } from '@/db/sqlite/open'
import { CONFIG, fillSessions, makePeople, signedIn } from '../fixtures'
import { BUILT, type PeerSetup, type Peers } from '../peer'
import { AUTHJS_COOKIE, authjs, authjsRead, authjsToken } from './authjs'
import { betterAuthOver, betterAuthRead, makeTables, signUp, type BetterAuth } from './better-auth'
import { ironRead } from './iron-session'
import { buildingAdapter, nextAuthOptions, nextAuthRead } from './next-auth'
import { PERSON } from './common'

/** Of a peer whose credentials are its own: as many as of the mode beside it. */
async function betterAuthCookies(auth: BetterAuth, count: number, kind: string): Promise<readonly string[]> {
  const cookies: string[] = []
  for (let i = 0; i < count; i++) cookies.push(await signUp(auth, { email: `${kind}-${String(i)}@example.com`, name: `Person ${String(i)}` }))
  return cookies
}

export const readSubjects: Peers['readSubjects'] = async ({ sqlite, stores, secret, database, jwt, sealed }: PeerSetup) => {
  const adapter = nextAuthAdapter(stores, CONFIG)
  const plain = betterAuthOver(sqlite, secret, false)
  await makeTables(plain)
  const cached = betterAuthOver(sqlite, secret, true)
  const tokens = await Promise.all(jwt.credentials.map((_, i) => authjsToken(secret, { id: `id ${String(i)}`, name: `Person ${String(i)}`, email: `person-${String(i)}@example.com` })))
  return {
    'next-auth 4, jwt': nextAuthRead(jwt, nextAuthOptions(secret, jwt.cookie)),
    'next-auth 4, database': nextAuthRead(database, nextAuthOptions(secret, database.cookie, adapter)),
    [BUILT]: nextAuthRead(database, nextAuthOptions(secret, database.cookie, buildingAdapter(sqlite))),
    'Auth.js 5, jwt': authjsRead(authjs(secret, AUTHJS_COOKIE), AUTHJS_COOKIE, tokens),
    'Auth.js 5, database': authjsRead(authjs(secret, database.cookie, adapter), database.cookie, database.credentials),
    'Better Auth, database': betterAuthRead(plain, await betterAuthCookies(plain, database.credentials.length, 'row')),
    'Better Auth, cookie cache': betterAuthRead(cached, await betterAuthCookies(cached, jwt.credentials.length, 'cached')),
    'iron-session': ironRead(sealed, secret),
  }
}

export const seedSite: Peers['seedSite'] = async (file, secret, sessions) => {
  const stores = openStores(file)
  const sqlite = new Database(file)
  try {
    // Only in a database that has nobody yet.
    await seedDemo(stores, Date.now())
    const people = await makePeople(stores, 1000)
    fillSessions(sqlite, people, sessions)
    const cookieOf = async (name: 'database' | 'jwt' | 'sealed') => {
      const { mode, credentials } = await signedIn(name, stores, people, 1, secret)
      return `${mode.facts.credentialName}=${credentials[0] ?? ''}`
    }
    const [database, jwt, sealed] = [await cookieOf('database'), await cookieOf('jwt'), await cookieOf('sealed')]
    const plain = betterAuthOver(sqlite, secret, false)
    await makeTables(plain)
    const row = await signUp(plain, PERSON)
    fillBetterAuth(sqlite, sessions)
    const cached = await signUp(betterAuthOver(sqlite, secret, true), { ...PERSON, email: `cached-${PERSON.email}` })
    const email = people[0]?.email ?? ''
    const visit = (path: string, cookie: string | null, expect: string) => ({ path, cookie, expect })
    return {
      'bare route': visit('/bare', null, '"ok":true'),
      'SELECT by hand': visit('/select', database, email),
      'HS256 by hand': visit('/hs256', `hs256=${hs256(secret, email)}`, email),
      'next-auth 4, jwt': visit('/next-auth-jwt', jwt, email),
      'next-auth 4, database': visit('/next-auth-database', database, email),
      'Auth.js 5, jwt': visit('/authjs-jwt', `${AUTHJS_COOKIE}=${await authjsToken(secret, { id: 'id', ...PERSON })}`, PERSON.email),
      'Auth.js 5, database': visit('/authjs-database', database, email),
      'Better Auth, database': visit('/better-auth-database', row, PERSON.email),
      'Better Auth, cookie cache': visit('/better-auth-cache', cached, PERSON.email),
      'iron-session': visit('/iron-session', sealed, email),
    }
  } finally {
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
    sqlite.close()
    stores.close()
  }
}

/** As many rows as our own table has. */
function fillBetterAuth(sqlite: Database.Database, count: number): void {
  const { id } = sqlite.prepare('SELECT id FROM user LIMIT 1').get() as { id: string }
  const now = new Date()
  const times = [now.toISOString(), now.toISOString(), new Date(now.getTime() + CONFIG.idleMs).toISOString()]
  const insert = sqlite.prepare('INSERT INTO session (id, token, userId, createdAt, updatedAt, expiresAt) VALUES (?, ?, ?, ?, ?, ?)')
  sqlite.transaction(() => {
    for (let n = 0; n < count; n++) insert.run(`row ${String(n)}`, `token of row ${String(n)}`, id, ...times)
  })()
}

function hs256(secret: string, email: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'id', email, exp: Math.floor((Date.now() + CONFIG.idleMs) / 1000) })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
