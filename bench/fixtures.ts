import { createHash, randomBytes } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { Stores } from '@/lib/stores/stores'
import type { AuthMode, AuthRequest, Identity, ModeConfig } from '@/lib/auth/contract'
import { type ModeName, createMode, type ModeDeps } from '@/lib/auth/modes'
import { identityOf, newUser } from '@/lib/auth/credentials/identity'
import { hashOpaqueId, newPublicId } from '@/lib/auth/credentials/opaque-id'
import { storedSigningKeys } from '@/lib/auth/keys/signing-keys'
import { silent } from '@/lib/xray/trace'
import { TESTBED_CONFIG } from '@/testkit/testbed'
import type { Subject } from './measure'

/** As a server with no settings has them. */
export const CONFIG: ModeConfig = { ...TESTBED_CONFIG, issuer: 'http://localhost:3000' }

/** All that a mode is made from, with the default settings. */
export function depsOver(stores: Stores, secret = SECRET): ModeDeps {
  const secrets = [secret] as const
  const keys = storedSigningKeys({ store: stores.signingKeys, secrets, keepMs: CONFIG.bearerMs })
  return { config: CONFIG, secrets, stores, keys, revocation: 'none' }
}

export const SECRET = randomBytes(32).toString('base64')

/** A request that carries one credential, as a mode sees it: under the name of a cookie, or of the header. */
export function requestWith(name: string, value: string | null): AuthRequest {
  const values = value === null ? [] : [value]
  return {
    now: Date.now(),
    clock: Date.now,
    gone: () => false,
    trace: silent,
    authorizations: () => (name === 'Authorization' ? values.map((token) => `Bearer ${token}`) : []),
    cookies: (wanted) => (wanted === name ? values : []),
    device: { ip: '127.0.0.1', userAgent: 'bench' },
  }
}

export async function makePeople(stores: Stores, count: number): Promise<readonly Identity[]> {
  const people: Identity[] = []
  for (let i = 0; i < count; i++) {
    const name = `Person ${String(i)}`
    const person = newUser({ email: `person-${String(i)}@example.com`, name }, Date.now())
    await stores.users.create(person, null)
    people.push(identityOf(person))
  }
  return people
}

/** A mode with the default settings, and `count` credentials that it issued. */
export async function signedIn(
  name: ModeName,
  stores: Stores,
  people: readonly Identity[],
  count: number,
  secret = SECRET,
): Promise<{ mode: AuthMode; credentials: readonly string[] }> {
  const mode = createMode(name, depsOver(stores, secret))
  const credentials: string[] = []
  for (let i = 0; i < count; i++) {
    const person = people[i % people.length]
    if (!person) throw new Error('nobody to sign in')
    const { effects } = await mode.issue(person, requestWith(mode.facts.credentialName, null))
    for (const effect of effects) {
      if (effect.kind === 'hand-over') credentials.push(effect.token)
      if (effect.kind === 'set-cookie' && effect.name === mode.facts.credentialName) credentials.push(effect.value)
    }
  }
  return { mode, credentials }
}

/** The mode's own check, over requests that were made and found to be accepted beforehand. */
export async function verifySubject(mode: AuthMode, credentials: readonly string[]): Promise<Subject> {
  const requests = credentials.map((value) => requestWith(mode.facts.credentialName, value))
  for (const request of requests) {
    if (!(await mode.verify(request)).ok) throw new Error(`${mode.name} refused its own credential`)
  }
  return (i) => {
    const request = requests[i % requests.length]
    return request && mode.verify(request)
  }
}

/** The same of credentials that it has not seen: before each round a new mode is made, that has the keys and has opened one other. */
export function firstSightSubject(make: () => AuthMode, [other, ...credentials]: readonly string[]): Subject {
  let mode = make()
  const requestOf = (value: string | undefined) => requestWith(mode.facts.credentialName, value ?? null)
  const requests = credentials.map(requestOf)
  const warm = requestOf(other)
  let seen = 0
  const subject: Subject = () => {
    const request = requests[seen++]
    if (!request) throw new Error('every credential was seen')
    return mode.verify(request)
  }
  subject.before = async () => {
    mode = make()
    seen = 0
    if (!(await mode.verify(warm)).ok) throw new Error(`${mode.name} refused its own credential`)
  }
  return subject
}

/** The credential of the n-th session of `fillSessions`; to remember a million of them would measure the garbage collector. */
export const filledId = (n: number): string => createHash('sha256').update(`session ${String(n)}`).digest('base64url')

/** So many living rows, spread over these people. */
export function fillSessions(sqlite: Database.Database, people: readonly Identity[], count: number): void {
  const now = Date.now()
  const insert = sqlite.prepare(
    `INSERT INTO sessions (token_hash, id, user_id, created_at, last_seen_at, expires_at, ip, user_agent)
     VALUES (?, ?, ?, ?, ?, ?, '203.0.113.7', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0')`,
  )
  sqlite.transaction(() => {
    for (let n = 0; n < count; n++) insert.run(hashOpaqueId(filledId(n)), newPublicId(), people[n % people.length]?.id, now, now, now + CONFIG.idleMs)
  })()
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
}

/** What one would write by hand, on a row of its own: prepared once, hash included. */
export function selectSubject(sqlite: Database.Database, sql: string, ids: readonly string[]): Subject {
  const statement = sqlite.prepare<[string]>(sql)
  return over(ids, (id) => {
    if (!statement.get(createHash('sha256').update(id).digest('base64url'))) throw new Error('no such session')
  })
}

export function over(inputs: readonly string[], run: (input: string) => unknown): Subject {
  return (i) => run(inputs[i % inputs.length] ?? '')
}

/** Without the join: the row of the session alone. */
export const ROW = 'SELECT * FROM sessions WHERE token_hash = ?'
