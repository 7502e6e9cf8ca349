import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { unsealData } from 'iron-session'
import { importJWK, jwtVerify, type JWK } from 'jose'
import { decode } from 'next-auth/jwt'
import { nextAuthAdapter } from '@/lib/next-auth/adapter'
import { openStores } from '@/db/sqlite/open'
import type { ModeName } from '@/lib/auth/modes'
import { CONFIG, firstSightSubject, makePeople, SECRET, signedIn, verifySubject } from './fixtures'
import { interleave, median, ratio, type Plan, type Rounds, type Subject } from './measure'
import { buildingAdapter, serverSession } from './next-auth'
import { table, type Goal } from './report'

const SESSIONS = 1000
/** Of each mode that remembers what it verified. */
const CREDENTIALS = 100
/** More checks than any plan has calls. */
const FRESH_MODES = 400
/** Our adapter reads as fast as the mode does, which flatters next-auth; hence a second one. */
const BUILT = 'next-auth getServerSession, query built per call'

const SELECT = 'floor: SELECT by SHA-256'

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
    const [database, jwt, sealed] = [await of('database', SESSIONS), await of('jwt', CREDENTIALS), await of('sealed', CREDENTIALS)]
    const [bearer, hybrid] = [await of('bearer', CREDENTIALS), await of('hybrid', CREDENTIALS)]
    const [signing] = (await stores.signingKeys.list()).map(({ publicKey }) => JSON.parse(publicKey) as JWK)
    if (!signing) throw new Error('nothing was signed')
    const publicKey = await importJWK(signing)
    const verifiedByJose = (token: string) => jwtVerify(token, publicKey, { issuer: CONFIG.issuer, audience: CONFIG.issuer, algorithms: ['EdDSA'] })

    // Renewal would write; a session read that is due for none is the cheapest that next-auth offers.
    const session = { maxAge: CONFIG.idleMs / 1000, updateAge: CONFIG.idleMs / 2000 }
    const seenBefore = async ({ mode, credentials }: Awaited<ReturnType<typeof signedIn>>) => ({
      verify: await verifySubject(mode, credentials),
      'verify, first sight': await firstSightSubject(mode.name as ModeName, stores, credentials, FRESH_MODES),
      [SELECT]: select(bare, ROW, database.credentials),
    })
    const rounds = {
      database: await interleave(
        {
          verify: await verifySubject(database.mode, database.credentials),
          [SELECT]: select(bare, ROW, database.credentials),
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
          ...(await seenBefore(jwt)),
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
          ...(await seenBefore(sealed)),
          'floor: unsealData': over(sealed.credentials, (seal) => unsealData(seal, { password: SECRET, ttl: 0 })),
        },
        plan,
      ),
      bearer: await interleave(
        {
          ...(await seenBefore(bearer)),
          'floor: jose jwtVerify': over(bearer.credentials, verifiedByJose),
        },
        plan,
      ),
      hybrid: await interleave(
        {
          ...(await seenBefore(hybrid)),
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
  const atMost = (mode: ModeName, of: string, to: string, limit: number): Goal => ({
    what: `${mode}: ${of}, beside its ${to}`,
    bound: 'at most',
    limit,
    unit: '×',
    reached: between(mode, of, to),
  })
  const nextAuth = (mode: ModeName, limit: number, read = 'next-auth getServerSession'): Goal => ({
    what: `${mode}: ${read}, beside verify`,
    bound: 'at least',
    limit,
    unit: '×',
    reached: between(mode, read, 'verify'),
  })
  return [
    atMost('database', 'verify', SELECT, 1.5),
    nextAuth('database', 8),
    nextAuth('database', 8, BUILT),
    ...(['jwt', 'sealed', 'bearer', 'hybrid'] as const).map((mode) => atMost(mode, 'verify', SELECT, 1.5)),
    nextAuth('jwt', 30),
    atMost('jwt', 'verify, first sight', 'floor: next-auth decode', 0.6),
    atMost('sealed', 'verify, first sight', 'floor: unsealData', 1.1),
    atMost('bearer', 'verify, first sight', 'floor: jose jwtVerify', 1.1),
    atMost('hybrid', 'verify, first sight', 'floor: jose jwtVerify', 1.1),
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
