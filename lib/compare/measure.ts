import { createLocalJWKSet, jwtVerify } from 'jose'
import { memoryStores } from '@/db/memory/stores'
import type { ModeFacts } from '@/lib/auth/contract'
import { wordsOf, type ModeName } from '@/lib/auth/modes'
import type { Bite, Measures, Sample } from './column'
import { newUser } from '@/lib/auth/credentials/identity'
import { makeTestbed, TESTBED_CONFIG, type Testbed, type Client } from '@/testkit/testbed'
import { watchStores } from '@/lib/lab/watched-stores'
import { quantile, timeChecks } from '@/lib/xray/cost'
import { recognise } from '@/lib/xray/decode'
import { redact } from '@/lib/xray/redact'
import { recorder } from '@/lib/xray/trace'

const ROUNDS = 200
/** Whatever else the machine does makes a check slower and none faster, so of several passes the calmest counts. */
const PASSES = 10
/** Each of its checks needs a credential of its own. */
const FIRST_PASSES = 3
/** V8 compiles what it sees often; the first calls say nothing about the rest. */
const WARM_UP = 100

export async function measure(name: ModeName, revocation: 'none' | 'list', signal: AbortSignal): Promise<Measures> {
  const { stores, meter } = watchStores(memoryStores())
  const testbed = await makeTestbed(name, { revocation, stores })
  const { mode, person, client } = testbed
  const browser = client()
  browser.apply((await mode.issue(person, browser.request())).effects)

  // A signing key is read from the store once a second, not once a check.
  await mode.verify(browser.request())
  const trace = recorder()
  const request = browser.request(trace)
  const before = total(meter.reads)
  // The same mode, which remembers nothing yet.
  const verdict = await testbed.withConfig(testbed.config).verify(request)
  const storeReads = total(meter.reads) - before
  if (!verdict.ok) throw new Error(`${name} refused its own credential: ${verdict.reason}`)
  const state = mode.state(verdict, request)
  return {
    state: state.map(({ where, what, bytes, content }) => ({ where, what, bytes, facts: Object.keys(content).length })),
    credential: { carrier: mode.facts.carrier, ...travelling(mode.facts, browser), readableByScript: state.some((entry) => entry.where === 'browser' && entry.readableByScript) },
    check: { says: wordsOf(mode).check, trace: trace.steps, storeReads, micros: await timed(mode, () => browser, signal), first: await firstSight(name, revocation, signal) },
    control: {
      signOut: await bite(name, revocation, 'sign-out'),
      role: await bite(name, revocation, 'role'),
      disabled: await bite(name, revocation, 'disabled'),
      lists: mode.list !== undefined,
    },
    offline: await verifiesOffline(testbed, browser),
  }
}

const total = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0)

function travelling({ credentialName }: ModeFacts, { cookies, token }: Client) {
  const held = token === null ? [...cookies] : [[credentialName, token] as const]
  const parts = held.map(([name, value]) => ({ name, bytes: value.length, kind: recognise(value), shown: redact(value) }))
  const line = token === null ? `Cookie: ${held.map(([name, value]) => `${name}=${value}`).join('; ')}` : `Authorization: Bearer ${token}`
  return { parts, bytesPerRequest: Buffer.byteLength(line) }
}

/** The credentials of `next()`, one for each check. */
async function timed(mode: Testbed['mode'], next: () => Client, signal: AbortSignal, passesWanted = PASSES): Promise<Sample> {
  const times = (count: number) => {
    const requests = Array.from({ length: count }, () => next().request())
    return timeChecks(async () => {
      signal.throwIfAborted()
      const verdict = await mode.verify(requests.pop() ?? next().request())
      if (!verdict.ok) throw new Error(`${mode.name} refused its own credential: ${verdict.reason}`)
    }, count)
  }
  await times(WARM_UP)
  const passes: Sample[] = []
  while (passes.length < passesWanted) {
    const micros = await times(ROUNDS)
    passes.push({ n: ROUNDS, p50: quantile(micros, 0.5), p95: quantile(micros, 0.95) })
  }
  return passes.reduce((best, pass) => (pass.p95 < best.p95 ? pass : best))
}

/** Of credentials that the process has not seen before. */
async function firstSight(name: ModeName, revocation: 'none' | 'list', signal: AbortSignal): Promise<Sample> {
  const count = WARM_UP + FIRST_PASSES * ROUNDS
  const { mode, person, client } = await makeTestbed(name, { revocation, config: { ...TESTBED_CONFIG, sessionsPerUser: count } })
  const clients: Client[] = []
  while (clients.length < count) {
    signal.throwIfAborted()
    const made = client()
    made.apply((await mode.issue(person, made.request())).effects)
    clients.push(made)
  }
  const next = () => {
    const found = clients.pop()
    if (!found) throw new Error('every credential has been seen')
    return found
  }
  return timed(mode, next, signal, FIRST_PASSES)
}

/** Takes something away, as this application does, and uses a copy for as long as that works. */
async function bite(name: ModeName, revocation: 'none' | 'list', what: 'sign-out' | 'role' | 'disabled'): Promise<Bite> {
  const { mode, stores, person, client, turn, now, config } = await makeTestbed(name, { revocation })
  const before = { at: now(), by: null, why: 'ended' } as const
  await stores.users.create(newUser({ email: 'other@testbed.test', name: 'Other admin', role: 'admin' }, now()), null)
  await stores.users.setAuthority(person.id, { role: 'admin' }, before)
  const copy = client()
  const { session, effects } = await mode.issue({ ...person, role: 'admin' }, copy.request())
  copy.apply(effects)
  const start = now()

  const cause = { by: person.id, why: what === 'disabled' ? 'account_disabled' : 'sign_out' } as const
  if (what === 'role') await stores.users.setAuthority(person.id, { role: 'user' }, before)
  if (what === 'disabled') await stores.users.setAuthority(person.id, { disabled: true }, before)
  const target =
    what === 'sign-out'
      ? ({ kind: 'this', session } as const)
      : what === 'role'
        ? ({ kind: 'role', userId: person.id } as const)
        : ({ kind: 'user', userId: person.id, epoch: person.epoch + 1 } as const)
  const promise = await mode.revoke(target, client().request(), cause)

  /** Still let in, and with what was taken away. A renewal brings the new role, so whoever wants the old one avoids it. */
  const works = async () => {
    let verdict = await mode.verify(copy.request())
    if (mode.renew && what !== 'role' && (!verdict.ok || !verdict.fresh)) {
      const renewed = await mode.renew(copy.request())
      copy.apply(renewed.effects)
      if (!verdict.ok) verdict = renewed.verdict
    }
    return verdict.ok && (what !== 'role' || verdict.session.user.role === 'admin')
  }
  if (promise.takesEffect === 'now') return { promised: 'now', untilMs: (await works()) ? Infinity : 0, letInBefore: false }
  // Often enough that a renewal is never missed.
  const step = Math.min(config.idleMs / 2, (promise.at - start) / 20)
  while (now() + step < promise.at - 1 && (await works())) turn(step)
  turn(Math.max(0, promise.at - 1 - now()))
  const letInBefore = await works()
  turn(1)
  return { promised: 'at-expiry', untilMs: (await works()) ? Infinity : now() - start, letInBefore }
}

/** As another service would, that was given the published keys and nothing else. */
async function verifiesOffline({ keys, now, config }: Testbed, { cookies, token }: Client): Promise<boolean> {
  const published = createLocalJWKSet({ keys: (await keys.published(now())).map((key) => ({ ...key })) })
  const tries = [token, ...cookies.values()].filter((value) => value !== null)
  const verdicts = await Promise.all(
    tries.map((value) =>
      jwtVerify(value, published, { issuer: config.issuer, audience: config.issuer, algorithms: ['EdDSA'], typ: 'at+jwt' }).then(
        () => true,
        () => false,
      ),
    ),
  )
  return verdicts.includes(true)
}
