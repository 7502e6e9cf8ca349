import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { unsealData } from 'iron-session'
import { importJWK, jwtVerify, type JWK } from 'jose'
import { decode } from 'next-auth/jwt'
import { nextAuthAdapter } from '@/lib/next-auth/adapter'
import { openStores } from '@/db/sqlite/open'
import type { ModeName } from '@/lib/auth/modes'
import { CONFIG, makePeople, SECRET, signedIn, verifySubject } from './fixtures'
import { interleave, median, ratio, type Plan, type Rounds, type Subject } from './measure'
import { buildingAdapter, serverSession } from './next-auth'
import { table, type Goal } from './report'

const SESSIONS = 1000
/** Our adapter reads as fast as the mode does, which flatters next-auth; hence a second one. */
const BUILT = 'next-auth getServerSession, query built per call'

/** Without the join: the row of the session alone. */
export const ROW = 'SELECT * FROM sessions WHERE token_hash = ?'
/** What the mode reads: the session and its person as they are now. */
export const JOIN = `SELECT s.id, s.user_id, s.created_at, s.last_seen_at, s.expires_at, s.ip, s.user_agent,
  u.id, u.email, u.name, u.role, u.disabled, u.created_at
  FROM sessions s INNER JOIN users u ON u.id = s.user_id WHERE s.token_hash = ?`

/** Each mode's check beside the least that it must do, and beside next-auth's own read of the same session. */
export async function inProcess(folder: string, plan: Plan): Promise<{ goals: readonly Goal[]; text: string }> {
  const file = join(folder, 'in-process.db')
  const stores = openStores(file)
  const bare = new Database(file)
  try {
    const people = await makePeople(stores, 100)
    const of = (name: ModeName, count: number) => signedIn(name, stores, people, count)
    const [database, jwt, sealed] = [await of('database', SESSIONS), await of('jwt', 100), await of('sealed', 100)]
    const [bearer, hybrid] = [await of('bearer', 100), await of('hybrid', 100)]
    const [signing] = (await stores.signingKeys.list()).map(({ publicKey }) => JSON.parse(publicKey) as JWK)
    if (!signing) throw new Error('nothing was signed')
    const publicKey = await importJWK(signing)
    const verifiedByJose = (token: string) => jwtVerify(token, publicKey, { issuer: CONFIG.issuer, audience: CONFIG.issuer, algorithms: ['EdDSA'] })

    // Renewal would write; a session read that is due for none is the cheapest that next-auth offers.
    const session = { maxAge: CONFIG.idleMs / 1000, updateAge: CONFIG.idleMs / 2000 }
    const rounds = {
      database: await interleave(
        {
          verify: await verifySubject(database.mode, database.credentials),
          'floor: SELECT by SHA-256': select(bare, ROW, database.credentials),
          'floor with the person joined': select(bare, JOIN, database.credentials),
          'next-auth getServerSession': serverSession(database.mode.facts.credentialName, database.credentials, {
            secret: SECRET,
            adapter: nextAuthAdapter(stores, CONFIG),
            session: { ...session, strategy: 'database' },
          }),
          [BUILT]: serverSession(database.mode.facts.credentialName, database.credentials, {
            secret: SECRET,
            adapter: buildingAdapter(bare),
            session: { ...session, strategy: 'database' },
          }),
        },
        plan,
      ),
      jwt: await interleave(
        {
          verify: await verifySubject(jwt.mode, jwt.credentials),
          'floor: next-auth decode': over(jwt.credentials, (token) => decode({ token, secret: SECRET })),
          'next-auth getServerSession': serverSession(jwt.mode.facts.credentialName, jwt.credentials, {
            secret: SECRET,
            session: { ...session, strategy: 'jwt' },
          }),
        },
        plan,
      ),
      sealed: await interleave(
        {
          verify: await verifySubject(sealed.mode, sealed.credentials),
          'floor: unsealData': over(sealed.credentials, (seal) => unsealData(seal, { password: SECRET, ttl: 0 })),
        },
        plan,
      ),
      bearer: await interleave(
        {
          verify: await verifySubject(bearer.mode, bearer.credentials),
          'floor: jose jwtVerify': over(bearer.credentials, verifiedByJose),
        },
        plan,
      ),
      hybrid: await interleave(
        {
          verify: await verifySubject(hybrid.mode, hybrid.credentials),
          'floor: jose jwtVerify': over(hybrid.credentials, verifiedByJose),
        },
        plan,
      ),
    } satisfies Partial<Record<ModeName, Rounds>>
    return { goals: goalsOf(rounds), text: tableOf(rounds) }
  } finally {
    bare.close()
    stores.close()
  }
}

/** What one would write by hand. Prepared once, hash included. */
export function select(sqlite: Database.Database, sql: string, ids: readonly string[]): Subject {
  const statement = sqlite.prepare<[string]>(sql)
  return over(ids, (id) => {
    const row = statement.get(createHash('sha256').update(id).digest('base64url'))
    if (!row) throw new Error('no such session')
  })
}

function over(inputs: readonly string[], run: (input: string) => unknown): Subject {
  return (i) => run(inputs[i % inputs.length] ?? '')
}

function goalsOf(rounds: Partial<Record<ModeName, Rounds>>): readonly Goal[] {
  const between = (mode: ModeName, of: string, to: string) => ratio(rounds[mode]?.[of] ?? [], rounds[mode]?.[to] ?? [])
  const floor = (mode: ModeName, to: string, limit: number): Goal => ({
    what: `${mode}: verify, beside its ${to}`,
    bound: 'at most',
    limit,
    unit: '×',
    reached: between(mode, 'verify', to),
  })
  const nextAuth = (mode: ModeName, limit: number, read = 'next-auth getServerSession'): Goal => ({
    what: `${mode}: ${read}, beside verify`,
    bound: 'at least',
    limit,
    unit: '×',
    reached: between(mode, read, 'verify'),
  })
  return [
    floor('database', 'floor: SELECT by SHA-256', 1.5),
    nextAuth('database', 8),
    nextAuth('database', 8, BUILT),
    floor('jwt', 'floor: next-auth decode', 1.2),
    nextAuth('jwt', 3),
    floor('sealed', 'floor: unsealData', 1.2),
    floor('bearer', 'floor: jose jwtVerify', 1.2),
    floor('hybrid', 'floor: jose jwtVerify', 1.2),
  ]
}

function tableOf(rounds: Partial<Record<ModeName, Rounds>>): string {
  return table(
    ['mode', 'one call of', 'µs', 'verify ÷ it'],
    Object.entries(rounds).flatMap(([mode, subjects]) =>
      Object.entries(subjects).map(([name, times]) => [
        mode,
        name,
        median(times).toFixed(1),
        ratio(subjects.verify ?? [], times).median.toFixed(2),
      ]),
    ),
  )
}
