import { describe, expect, test } from 'vitest'
import { memoryStores } from '@/db/memory/stores'
import { COOKIE_LIMIT_BYTES } from '../credentials/cookies'
import type { AuthRequest, ModeConfig, Revocation, SessionQuery } from '../contract'
import { newUser } from '../credentials/identity'
import { newSecret, type Testbed, type TestbedOptions, type Client } from '@/testkit/testbed'

/** No credential is over before the idle limit, so that this alone decides; what is shorter has tests of its own. */
const CONFIG: ModeConfig = {
  issuer: 'https://conformance.test',
  secure: true,
  idleMs: 60_000,
  maxMs: 600_000,
  bearerMs: 60_000,
  accessMs: 60_000,
  graceMs: 5_000,
  sessionsPerUser: 100,
}

const CAUSE = { by: null, why: 'ended' } as const

/** What anybody may send where a credential belongs. */
const HOSTILE = [
  '',
  ' ',
  '"',
  'x',
  '%',
  '%E0%A4%A',
  '..',
  '....',
  'null',
  '{}',
  '__proto__',
  'a'.repeat(43),
  'A'.repeat(64),
  'eyJhbGciOiJub25lIn0.e30.',
  'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0....',
  'Fe26.2*1*a*b*c**d*e~2',
  '\u0000',
  '\uD800',
  'é'.repeat(40),
  'x'.repeat(COOKIE_LIMIT_BYTES + 1),
]

/**
 * What every mode must pass. It tests what a mode claims: one that says `at-expiry` passes honestly, one that says
 * `now` and lets a replay through fails.
 */
export function conform(name: string, make: (options: TestbedOptions) => Promise<Testbed<string>>): void {
  for (const revocation of ['none', 'list'] as const) {
    suite(`${name} with AUTH_REVOCATION=${revocation}`, (options) => make({ revocation, ...options }))
  }
}

function suite(name: string, make: (options: TestbedOptions) => Promise<Testbed<string>>): void {
  const testbed = (options: TestbedOptions = {}) => make({ config: CONFIG, start: Date.UTC(2026, 0, 1), ...options })

  async function signedIn(options?: TestbedOptions) {
    const made = await testbed(options)
    const browser = made.client()
    const { session, effects } = await made.mode.issue(made.person, browser.request())
    browser.apply(effects)
    return { ...made, browser, session, effects }
  }

  /** The request of this client, with these values under the credential's name. */
  const sending = ({ mode }: Pick<Testbed<string>, 'mode'>, client: Client, values: readonly string[]): AuthRequest => ({
    ...client.request(),
    cookies: (cookie) => (mode.facts.cookies.includes(cookie) ? values : []),
    authorizations: () => (mode.facts.carrier === 'authorization' ? values.map((value) => `Bearer ${value}`) : []),
  })

  /** What the client holds, each under its cookie's name or the header's. */
  const held = ({ facts }: Testbed<string>['mode'], { cookies, token }: Client): readonly (readonly [string, string])[] =>
    token === null ? [...cookies] : [[facts.credentialName, token]]

  /** What every check reads of it. */
  const credential = (mode: Testbed<string>['mode'], client: Client) =>
    held(mode, client).find(([name]) => name === mode.facts.credentialName)?.[1] ?? ''

  describe(`${name} conforms`, () => {
    test('accepts what it issued, as the session it issued', async () => {
      const { mode, browser, session, person, now } = await signedIn()
      expect(session).toMatchObject({ user: person, createdAt: now(), expiresAt: now() + CONFIG.idleMs })
      expect(await mode.verify(browser.request())).toMatchObject({ ok: true, session, fresh: true })
    })

    test('hands over one token, or sets cookies that scripts, other sites and plain http cannot use', async () => {
      const { mode, effects } = await signedIn()
      const { carrier, cookies, credentialName } = mode.facts
      if (carrier === 'authorization') {
        expect(cookies).toEqual([])
        expect(effects).toEqual([{ kind: 'hand-over', token: expect.any(String) as unknown, expiresIn: CONFIG.bearerMs / 1000 }])
        return
      }
      expect(cookies).toContain(credentialName)
      const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: true, maxAge: CONFIG.maxMs / 1000 }
      expect(effects).toEqual(
        cookies.map((cookie) => ({ kind: 'set-cookie', name: cookie, value: expect.any(String) as unknown, attributes })),
      )
      for (const cookie of cookies) expect(cookie).toMatch(/^__Host-stateside-/)
    })

    test('is sent by the browser, or by scripts alone, as its facts say', async () => {
      const { mode, client, effects, browser } = await signedIn()
      const { rscCanRead, readableByScript, crossSite } = mode.facts
      const ambient = client(browser.cookies)
      const navigates = (await mode.verify(ambient.request())).ok
      const handed = effects.some((effect) => effect.kind === 'hand-over')
      const seen = effects.some((effect) => effect.kind === 'set-cookie' && !effect.attributes.httpOnly)
      expect({ rscCanRead, readableByScript }).toEqual({ rscCanRead: navigates, readableByScript: handed || seen })
      expect(crossSite).toBe(navigates ? 'origin-check' : 'not-ambient')
      const verdict = await mode.verify(browser.request())
      if (!verdict.ok) throw new Error(verdict.reason)
      const inBrowser = mode.state(verdict, browser.request()).filter(({ where }) => where === 'browser')
      expect(inBrowser.some((entry) => entry.readableByScript)).toBe(readableByScript)
    })

    test('reads at a check what its facts say, and nothing else', async () => {
      const asked: string[] = []
      const heard = <T extends object>(what: string, port: T): T =>
        new Proxy(port, { get: (target, method): unknown => (asked.push(what), Reflect.get(target, method)) })
      const stores = memoryStores()
      const { sessions, users, revocations } = stores
      const { mode, browser } = await signedIn({
        stores: { ...stores, sessions: heard('row', sessions), users: heard('person', users), revocations: heard('revocation-list', revocations) },
      })
      asked.length = 0
      expect((await mode.verify(browser.request())).ok).toBe(true)
      expect(asked).toEqual(mode.facts.checkReads === 'nothing' ? [] : [mode.facts.checkReads])
    })

    test('is proven to be ours by what its facts say', async () => {
      const made = await signedIn()
      const { mode, browser } = made
      const verdict = await mode.verify(browser.request())
      if (!verdict.ok) throw new Error(verdict.reason)
      const { provenBy } = mode.facts
      expect(mode.state(verdict, browser.request()).some(({ where }) => where === 'server')).toBe(provenBy === 'key')
      // As plausible as ours, and not ours.
      const value = credential(mode, browser)
      const forged = value.slice(0, 8) + (value[8] === 'A' ? 'B' : 'A') + value.slice(9)
      const asked: string[] = []
      const trace = { step: (at: string) => void asked.push(at) }
      expect((await mode.verify({ ...sending(made, browser, [forged]), trace })).ok).toBe(false)
      expect(asked.includes('store')).toBe(provenBy === 'store')
    })

    test('is renewed by what its facts say', async () => {
      const { mode, browser } = await signedIn()
      const { renews, credentialName } = mode.facts
      expect(mode.renew !== undefined).toBe(renews !== 'never')
      if (!mode.renew) return
      const alone = browser.copy()
      for (const cookie of browser.cookies.keys()) if (cookie !== credentialName) alone.cookies.delete(cookie)
      const without = browser.copy()
      without.cookies.delete(credentialName)
      expect((await mode.renew(alone.request())).verdict.ok).toBe(renews === 'itself')
      expect((await mode.renew(without.request())).verdict.ok).toBe(renews === 'refresh-token')
    })

    test('stays below what browsers keep of a cookie, also for the longest name and address', async () => {
      const { mode, person, client } = await testbed()
      const long = { ...person, name: '𝕏'.repeat(100), email: `${'e'.repeat(242)}@example.com` }
      const { effects } = await mode.issue(long, client().request())
      for (const effect of effects) {
        if (effect.kind === 'set-cookie') expect(effect.name.length + 1 + effect.value.length).toBeLessThan(COOKIE_LIMIT_BYTES)
      }
    })

    test('never issues a credential twice, nor takes one that the client brought', async () => {
      const { mode, person, browser, session } = await signedIn()
      const before = held(mode, browser).map(([, value]) => value)
      const again = await mode.issue(person, browser.request())
      browser.apply(again.effects)
      expect(again.session.id).not.toBe(session.id)
      expect(before.length).toBeGreaterThan(0)
      for (const [, value] of held(mode, browser)) expect(before).not.toContain(value)
    })

    test('has a public session id that is no part of the credential', async () => {
      const { mode, browser, session } = await signedIn()
      for (const [, value] of held(mode, browser)) expect(value).not.toContain(session.id)
    })

    test('says "missing" when nothing came', async () => {
      const { mode, client } = await testbed()
      expect(await mode.verify(client().request())).toEqual({ ok: false, reason: 'missing' })
    })

    test('rejects a credential that came twice, even the same one', async () => {
      const made = await signedIn()
      const value = credential(made.mode, made.browser)
      for (const values of [[value, value], [value, 'x'], ['x', value]]) {
        expect(await made.mode.verify(sending(made, made.browser, values))).toEqual({ ok: false, reason: 'malformed' })
      }
    })

    test.each(HOSTILE)('rejects hostile input and does not throw: %j', async (value) => {
      const made = await testbed()
      const verdict = await made.mode.verify(sending(made, made.client(), [value]))
      expect(verdict.ok).toBe(false)
      const renewed = await made.mode.renew?.(sending(made, made.client(), [value]))
      if (renewed) expect(renewed).toMatchObject({ verdict: { ok: false }, effects: [] })
    })

    test('rejects a credential altered in any place, cut short or grown', async () => {
      const made = await signedIn()
      const value = credential(made.mode, made.browser)
      const altered = [...value].map((character, i) => value.slice(0, i) + (character === 'A' ? 'B' : 'A') + value.slice(i + 1))
      for (const changed of [...altered, value.slice(0, -1), value.slice(1), `${value}A`, `A${value}`, value.toUpperCase()]) {
        const verdict = await made.mode.verify(sending(made, made.browser, [changed]))
        expect(verdict.ok, changed).toBe(false)
      }
    })

    test('rejects a credential whose last character differs only in bits that decoders ignore', async () => {
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
      const made = await signedIn()
      const value = credential(made.mode, made.browser)
      const ends = [...value.matchAll(/[\w-](?=[^\w-]|$)/g)].map(({ index }) => index)
      for (const end of ends) {
        const twin = alphabet[alphabet.indexOf(value[end] ?? '') ^ 1] ?? ''
        const verdict = await made.mode.verify(sending(made, made.browser, [value.slice(0, end) + twin + value.slice(end + 1)]))
        expect(verdict.ok, `character ${String(end)}`).toBe(false)
      }
    })

    test('rejects the credential of another server', async () => {
      const ours = await testbed()
      const theirs = await signedIn()
      const visitor = ours.client(theirs.browser.cookies, theirs.browser.token)
      expect(await ours.mode.verify(visitor.request())).toMatchObject({ ok: false })
      expect((await ours.mode.renew?.(visitor.request()))?.verdict.ok).not.toBe(true)
    })

    test('ends at the idle limit, to the millisecond', async () => {
      const { mode, browser, turn } = await signedIn()
      turn(CONFIG.idleMs - 1)
      expect(await mode.verify(browser.request())).toMatchObject({ ok: true, fresh: mode.renew === undefined })
      turn(1)
      expect(await mode.verify(browser.request())).toEqual({ ok: false, reason: 'expired' })
    })

    test('limits that were lowered since hold for sessions that were there before', async () => {
      const secrets = [newSecret()] as const
      const made = await signedIn({ secrets })
      made.turn(20_000)
      for (const limits of [{ idleMs: 20_000 }, { maxMs: 20_000 }]) {
        const mode = made.withConfig({ ...CONFIG, ...limits })
        expect(await mode.verify(made.browser.request())).toEqual({ ok: false, reason: 'expired' })
      }
    })

    test.each([{}, { idleMs: 20_000 }, { maxMs: 20_000 }])('says to the millisecond when it will be refused, with %o', async (lowered) => {
      const made = await signedIn()
      const mode = made.withConfig({ ...CONFIG, ...lowered })
      const verdict = await mode.verify(made.browser.request())
      if (!verdict.ok) throw new Error('it was refused')
      made.turn((verdict.until ?? verdict.session.expiresAt) - made.now() - 1)
      expect(await mode.verify(made.browser.request())).toMatchObject({ ok: true })
      made.turn(1)
      expect(await mode.verify(made.browser.request())).toEqual({ ok: false, reason: 'expired' })
    })

    test('renewing extends it, and keeps its id and its beginning', async () => {
      const { mode, browser, turn, session, now } = await signedIn()
      if (!mode.renew) return
      turn(CONFIG.idleMs - 1)
      const { verdict, effects } = await mode.renew(browser.request())
      browser.apply(effects)
      expect(verdict).toMatchObject({
        ok: true,
        fresh: true,
        session: { id: session.id, createdAt: session.createdAt, expiresAt: now() + CONFIG.idleMs },
      })
      turn(CONFIG.idleMs - 1)
      expect(await mode.verify(browser.request())).toMatchObject({ ok: true })
    })

    test('constant renewing still ends at the absolute limit', async () => {
      const { mode, browser, turn, session, now } = await signedIn()
      if (!mode.renew) return
      const end = session.createdAt + CONFIG.maxMs
      while (now() < end - 1) {
        turn(Math.min(CONFIG.idleMs / 2, end - 1 - now()))
        const { verdict, effects } = await mode.renew(browser.request())
        browser.apply(effects)
        expect(verdict.ok && verdict.session.expiresAt <= end).toBe(true)
      }
      expect(await mode.verify(browser.request())).toMatchObject({ ok: true })
      turn(1)
      expect(await mode.verify(browser.request())).toEqual({ ok: false, reason: 'expired' })
      expect(await mode.renew(browser.request())).toMatchObject({ verdict: { ok: false, reason: 'expired' }, effects: [] })
    })

    test('a changed role is felt at the next request or at the renewal, as the mode says', async () => {
      const { mode, browser, stores, person, turn, now } = await signedIn()
      await stores.users.setAuthority(person.id, { role: 'admin' }, { ...CAUSE, at: now() })
      const promise = await mode.revoke({ kind: 'role', userId: person.id }, browser.request(), CAUSE)
      expect(promise).toMatchObject({ takesEffect: mode.facts.revocation, ended: [] })
      const atOnce = await mode.verify(browser.request())
      const felt = mode.facts.revocation === 'now' ? 'admin' : 'user'
      expect(atOnce).toMatchObject({ ok: true, session: { user: { role: felt } } })
      const copy = browser.copy()
      const renewed = await mode.renew?.(browser.request())
      if (renewed) expect(renewed.verdict).toMatchObject({ ok: true, session: { user: { role: 'admin' } } })
      if (promise.takesEffect === 'now') return
      turn(promise.at - now())
      expect(await mode.verify(copy.request()), 'no credential says the old role after the promise').toMatchObject({ ok: false })
    })

    test('a credential that was made after a change of role says the new one, whatever was changed before', async () => {
      const { mode, person, turn, client, stores, now } = await signedIn()
      await stores.users.create({ ...newUser({ email: 'other@testbed.test', name: 'Other' }, now()), role: 'admin' }, null)
      await stores.users.setAuthority(person.id, { role: 'admin' }, { ...CAUSE, at: now() })
      await mode.revoke({ kind: 'role', userId: person.id }, client().request(), CAUSE)
      turn(1)
      const later = client()
      later.apply((await mode.issue(person, later.request())).effects)
      await stores.users.setAuthority(person.id, { role: 'user' }, { ...CAUSE, at: now() })
      expect(await mode.verify(later.request())).toMatchObject({ ok: true, session: { user: { role: 'user' } } })
    })

    test('a disabled person cannot renew', async () => {
      const { mode, browser, stores, person, now } = await signedIn()
      await stores.users.setAuthority(person.id, { disabled: true }, { ...CAUSE, at: now() })
      expect((await mode.verify(browser.request())).ok).toBe(mode.facts.revocation !== 'now')
      if (mode.renew) expect(await mode.renew(browser.request())).toMatchObject({ verdict: { ok: false, reason: 'revoked' }, effects: [] })
    })

    test('keeps its promise about a person who was disabled, and does not wake what it ended when they are enabled', async () => {
      const { mode, browser, turn, stores, person, now } = await signedIn()
      await stores.users.setAuthority(person.id, { disabled: true }, { ...CAUSE, at: now() })
      const revocation = await mode.revoke({ kind: 'user', userId: person.id, epoch: 1 }, browser.request(), CAUSE)
      expect(revocation.takesEffect).toBe(mode.facts.revocation)
      expect(revocation.effects).toEqual([])
      await stores.users.setAuthority(person.id, { disabled: false }, { ...CAUSE, at: now() })
      if (revocation.takesEffect === 'now') expect(await mode.verify(browser.request())).toMatchObject({ ok: false, reason: 'revoked' })
      await expectPromiseKept({ mode, turn, now }, browser, revocation)
    })

    test('keeps its promise about a session that its owner signed out of', async () => {
      const { mode, browser, turn, session, now } = await signedIn()
      const copy = browser.copy()
      const revocation = await mode.revoke({ kind: 'this', session }, browser.request(), CAUSE)
      browser.apply(revocation.effects)
      expect(revocation.takesEffect).toBe(mode.facts.revocation)
      expect([...browser.cookies]).toEqual([])
      if (mode.facts.revocation === 'now') {
        expect(revocation.ended).toEqual([session.id])
        // So that whoever still holds it can be told by whom, and why.
        const about = { sessionId: session.id, userId: session.user.id }
        expect(await mode.verify(copy.request())).toMatchObject({ ok: false, reason: 'revoked', about })
      }
      await expectPromiseKept({ mode, turn, now }, copy, revocation)
    })

    test('keeps its promise about all of a person’s sessions, and spares the one that is excepted', async () => {
      const { mode, browser, turn, session, person, client, stores, now } = await signedIn()
      const phone = client()
      phone.apply((await mode.issue(person, phone.request())).effects)
      await stores.users.beginEpoch(person.id, { ...CAUSE, at: now() }, undefined, session.id)
      const target = { kind: 'user', userId: person.id, epoch: 1, exceptId: session.id } as const
      const revocation = await mode.revoke(target, browser.request(), CAUSE)
      expect(revocation.effects).toEqual([])
      expect(await mode.verify(browser.request())).toMatchObject({ ok: true })
      await expectPromiseKept({ mode, turn, now }, phone, revocation)
    })

    test('keeps its promise about one session ended from elsewhere, and ends no stranger’s', async () => {
      const { mode, browser, turn, session, person, client, now } = await signedIn()
      await mode.revoke({ kind: 'session', userId: 'somebody else', id: session.id }, client().request(), CAUSE)
      expect(await mode.verify(browser.request())).toMatchObject({ ok: true })
      const revocation = await mode.revoke({ kind: 'session', userId: person.id, id: session.id }, client().request(), CAUSE)
      expect(revocation.ended).toEqual(mode.facts.endsFromElsewhere ? [session.id] : [])
      await expectPromiseKept({ mode, turn, now }, browser, revocation)
    })

    test('clears what came, with the attributes it was set with, and nothing that did not', async () => {
      const made = await signedIn()
      expect(made.mode.forget(made.client().request())).toEqual([])
      const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: true, maxAge: 0 }
      expect(made.mode.forget(sending(made, made.client(), ['garbage']))).toEqual(
        made.mode.facts.cookies.map((cookie) => ({ kind: 'clear-cookie', name: cookie, attributes })),
      )
    })

    test('lists what the server knows of, or nothing at all', async () => {
      const { mode, browser, session, person, client, now } = await signedIn()
      expect(mode.list !== undefined).toBe(mode.facts.lists)
      if (!mode.list) return
      const phone = client()
      const other = await mode.issue(person, phone.request())
      const list = async (which: SessionQuery['which'], userId: string | null) => (await mode.list?.({ which, userId, now: now(), limit: 9 }))?.items ?? []
      expect((await list('living', person.id)).map(({ id }) => id).sort()).toEqual([session.id, other.session.id].sort())
      expect(await list('living', 'somebody else')).toEqual([])
      await mode.revoke({ kind: 'session', userId: person.id, id: other.session.id }, browser.request(), { by: person.id, why: 'ended' })
      const [ended] = await list('ended', null)
      expect(ended).toMatchObject({ id: other.session.id, ended: { at: now(), by: person.id, why: 'ended' } })
    })

    test('identifies the session of a client that it accepts, and of none that holds nothing', async () => {
      const { mode, browser, client, session } = await signedIn()
      if (!mode.identify) return
      expect(await mode.identify(browser.request())).toMatchObject({ id: session.id, user: session.user })
      expect(await mode.identify(client().request())).toBeNull()
    })

    test('says where the state lives, without the credential', async () => {
      const { mode, browser } = await signedIn()
      const request = browser.request()
      const verdict = await mode.verify(request)
      if (!verdict.ok) throw new Error(verdict.reason)
      const state = mode.state(verdict, request)
      const content = state.filter(({ where }) => where === mode.facts.stateLives).flatMap((entry) => Object.keys(entry.content))
      expect(content.length).toBeGreaterThan(0)
      for (const [, value] of held(mode, browser)) expect(JSON.stringify(state)).not.toContain(value)
    })
  })
}

/** Replays a copy, and whatever it can be renewed into, up to the moment the promise names. */
async function expectPromiseKept(
  { mode, turn, now }: Pick<Testbed<string>, 'mode' | 'turn' | 'now'>,
  copy: Client,
  revocation: Revocation,
): Promise<void> {
  if (revocation.takesEffect === 'at-expiry') {
    expect(await mode.verify(copy.request()), 'it says that a copy lives on').toMatchObject({ ok: true })
    while (now() < revocation.at) {
      const renewed = await mode.renew?.(copy.request())
      copy.apply(renewed?.effects ?? [])
      turn(Math.min(CONFIG.idleMs / 2, revocation.at - now()))
    }
  }
  expect(await mode.verify(copy.request())).toMatchObject({ ok: false })
  if (mode.renew) expect(await mode.renew(copy.request())).toMatchObject({ verdict: { ok: false }, effects: [] })
}
