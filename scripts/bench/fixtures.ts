import { randomBytes } from 'node:crypto'
import type { Stores } from '@/lib/stores/stores'
import type { AuthMode, AuthRequest, Identity, ModeConfig } from '@/lib/auth/contract'
import { type ModeName, createMode, type ModeDeps } from '@/lib/auth/modes'
import { identityOf, newUser } from '@/lib/auth/credentials/identity'
import { storedSigningKeys } from '@/lib/auth/keys/signing-keys'
import { silent } from '@/lib/xray/trace'
import { TESTBED_CONFIG } from '@/testkit/testbed'
import type { Subject } from './measure'

/** As a server with no settings has them. */
export const CONFIG: ModeConfig = { ...TESTBED_CONFIG, issuer: 'http://localhost:3000' }

/** All that a mode is made from, with the default settings. */
export function depsOver(stores: Stores): ModeDeps {
  const secrets = [SECRET] as const
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
): Promise<{ mode: AuthMode; credentials: readonly string[] }> {
  const mode = createMode(name, depsOver(stores))
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

/**
 * The mode's own check of credentials that it has not seen before: each of so many modes sees each once, and all have the keys.
 */
export async function firstSightSubject(name: ModeName, stores: Stores, credentials: readonly string[], modes: number): Promise<Subject> {
  const deps = depsOver(stores)
  const made = Array.from({ length: modes }, () => createMode(name, deps))
  const requests = credentials.map((value) => requestWith(made[0]?.facts.credentialName ?? '', value))
  const [first] = requests
  if (first) await createMode(name, deps).verify(first)
  let seen = 0
  return () => {
    const mode = made[Math.floor(seen / requests.length)]
    const request = requests[seen++ % requests.length]
    if (!mode || !request) throw new Error('every mode has seen every credential')
    return mode.verify(request)
  }
}
