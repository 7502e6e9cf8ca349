import { join } from 'node:path'
import Database from 'better-sqlite3'
import { unsealData } from 'iron-session'
import { importJWK, jwtVerify, type JWK } from 'jose'
import { decode } from 'next-auth/jwt'
import { openStores } from '@/db/sqlite/open'
import { createMode, type ModeName } from '@/lib/auth/modes'
import { CONFIG, depsOver, firstSightSubject, makePeople, over, ROW, SECRET, selectSubject, signedIn, verifySubject } from './fixtures'
import { interleave, ratio, spread, type Plan, type Rounds, type Subject } from './measure'
import { loadPeers, type Peer } from './peer'
import { figure, table, type Figure, type Found, type Goal } from './report'

const PART = 'in process'
const SESSIONS = 1000
/** Of each mode that remembers what it verified; and one more, that a new one is warmed with. */
const CREDENTIALS = 100

export const SELECT = 'SELECT by SHA-256'
/** What the mode reads: the session and its person as they are now. */
const JOIN = `SELECT s.id, s.user_id, s.created_at, s.last_seen_at, s.expires_at, s.ip, s.user_agent,
  u.id, u.email, u.name, u.role, u.disabled, u.created_at
  FROM sessions s INNER JOIN users u ON u.id = s.user_id WHERE s.token_hash = ?`

/** The modes whose checks ask no store, and what opens the same credential without them. */
const LIBRARIES = { jwt: 'next-auth decode', sealed: 'iron-session unsealData', bearer: 'jose jwtVerify', hybrid: 'jose jwtVerify' } as const
type Claims = keyof typeof LIBRARIES
const CLAIMS = Object.keys(LIBRARIES) as Claims[]

/** Each mode's check beside the least that it could be, and beside every peer's read of a session of the same kind. */
export async function inProcess(folder: string, plan: Plan): Promise<Found> {
  const file = join(folder, 'in-process.db')
  const stores = openStores(file)
  const sqlite = new Database(file)
  try {
    const people = await makePeople(stores, 100)
    const database = await signedIn('database', stores, people, SESSIONS)
    const signed = {} as Record<Claims, Awaited<ReturnType<typeof signedIn>>>
    for (const name of CLAIMS) signed[name] = await signedIn(name, stores, people, CREDENTIALS + 1)
    const [signing] = (await stores.signingKeys.list()).map(({ publicKey }) => JSON.parse(publicKey) as JWK)
    if (!signing) throw new Error('nothing was signed')
    const publicKey = await importJWK(signing)

    const ours: Record<string, Subject> = { 'database, seen before': await verifySubject(database.mode, database.credentials) }
    const deps = depsOver(stores)
    for (const name of CLAIMS) {
      const { credentials } = signed[name]
      const make = (revocation: 'none' | 'list') => () => createMode(name, { ...deps, revocation })
      ours[`${name}, seen before`] = await verifySubject(make('none')(), credentials)
      ours[`${name}, first sight`] = firstSightSubject(make('none'), credentials)
      ours[`${name}, list, seen before`] = await verifySubject(make('list')(), credentials)
      ours[`${name}, list, first sight`] = firstSightSubject(make('list'), credentials)
    }
    const sent = (name: ModeName) => {
      const { mode, credentials } = name === 'database' ? database : signed[name]
      return { cookie: mode.facts.credentialName, credentials }
    }
    const { readSubjects } = await loadPeers()
    const floors: Record<string, Subject> = {
      [SELECT]: selectSubject(sqlite, ROW, database.credentials),
      'SELECT with the person joined': selectSubject(sqlite, JOIN, database.credentials),
      [LIBRARIES.jwt]: over(signed.jwt.credentials, (token) => decode({ token, secret: SECRET })),
      [LIBRARIES.sealed]: over(signed.sealed.credentials, (seal) => unsealData(seal, { password: SECRET, ttl: 0 })),
      [LIBRARIES.bearer]: over(signed.bearer.credentials, (token) => jwtVerify(token, publicKey, { issuer: CONFIG.issuer, audience: CONFIG.issuer, algorithms: ['EdDSA'] })),
    }
    const peers = await readSubjects({ sqlite, stores, secret: SECRET, database: sent('database'), jwt: sent('jwt'), sealed: sent('sealed') })
    const cold = await firstCalls(peers)
    const rounds = await interleave({ ...floors, ...ours, ...peers }, plan)
    return { figures: [...figuresOf(rounds), ...cold], goals: goalsOf(rounds), text: `${tableOf(rounds)}\n\n${coldTable(cold)}` }
  } finally {
    sqlite.close()
    stores.close()
  }
}

/** Peers remember nothing, so that the cold read is the one of a process that has just begun. */
async function firstCalls(subjects: Readonly<Record<string, Subject>>): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const [name, subject] of Object.entries(subjects)) {
    const start = performance.now()
    await subject(0)
    figures.push({ part: PART, name: `${name}, first call of the process`, unit: 'µs', ...spread([(performance.now() - start) * 1000]) })
  }
  return figures
}

function figuresOf(rounds: Rounds): readonly Figure[] {
  return Object.entries(rounds).map(([name, times]) => ({ part: PART, name, unit: 'µs', ...spread(times) }))
}

function goalsOf(rounds: Rounds): readonly Goal[] {
  const between = (of: string, to: string) => ratio(rounds[of] ?? [], rounds[to] ?? [])
  const atMost = (kind: string, of: string, to: string, limit: number): Goal => ({ kind, what: `${of} ÷ ${to}`, bound: 'at most', limit, unit: '×', ...between(of, to) })
  const peer = (of: Peer, mode: Claims, limit: number): Goal => ({
    kind: 'peers',
    what: `${of} ÷ ${mode}, seen before`,
    bound: 'at least',
    limit,
    unit: '×',
    ...between(of, `${mode}, seen before`),
  })
  return [
    { ...atMost('database verify', 'database, seen before', SELECT, 1.1), what: 'database verify ÷ one prepared SELECT by SHA-256' },
    ...CLAIMS.map((mode) => atMost('seen before', `${mode}, seen before`, SELECT, 1.5)),
    peer('next-auth 4, jwt', 'jwt', 30),
    peer('iron-session', 'sealed', 40),
    peer('Auth.js 5, jwt', 'jwt', 100),
    // Claims under a signature, with a row behind them.
    peer('Better Auth, cookie cache', 'hybrid', 40),
    peer('Better Auth, cookie cache', 'bearer', 40),
    ...CLAIMS.map((mode) => atMost(`first sight, ${mode}`, `${mode}, first sight`, LIBRARIES[mode], mode === 'jwt' ? 0.6 : 1.1)),
    ...CLAIMS.map((mode) => atMost('list', `${mode}, list, seen before`, SELECT, 2.5)),
  ]
}

function tableOf(rounds: Rounds): string {
  return table(
    ['one call of', 'µs', 'middle half', '÷ SELECT', 'n'],
    Object.entries(rounds).map(([name, times]) => {
      const { median, low, high, n } = spread(times)
      return [name, figure(median), `${figure(low)} to ${figure(high)}`, figure(ratio(times, rounds[SELECT] ?? []).median), String(n)]
    }),
  )
}

function coldTable(cold: readonly Figure[]): string {
  return table(['cold: the first call in the process', 'ms'], cold.map(({ name, median }) => [name.replace(/, first call.*/, ''), figure(median / 1000)]))
}
