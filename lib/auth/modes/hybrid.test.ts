import { describe, expect, test } from 'vitest'
import { makeTestbed, type TestbedOptions, type Client } from '@/testkit/testbed'
import type { AuthMode, ModeConfig } from '../contract'
import { conform } from './conformance'

conform('hybrid', (options) => makeTestbed('hybrid', options))

const ACCESS = 'stateside-access'
const REFRESH = 'stateside-refresh'
const CAUSE = { by: null, why: 'ended' } as const
const CONFIG: ModeConfig = {
  issuer: 'http://hybrid.test',
  secure: false,
  idleMs: 3_600_000,
  maxMs: 86_400_000,
  bearerMs: 3_600_000,
  accessMs: 300_000,
  graceMs: 10_000,
  sessionsPerUser: 100,
}

async function signedIn(options: TestbedOptions = {}) {
  const testbed = await makeTestbed('hybrid', { config: CONFIG, ...options })
  const browser = testbed.client()
  const { session, effects } = await testbed.mode.issue(testbed.person, browser.request())
  browser.apply(effects)
  return { ...testbed, renew: renewing(testbed.mode), browser, session }
}

/** Renews as a browser does: it keeps what it is given. */
const renewing = (mode: AuthMode) => async (client: Client) => {
  if (!mode.renew) throw new Error('hybrid renews')
  const renewed = await mode.renew(client.request())
  client.apply(renewed.effects)
  return renewed
}

const refreshOf = (client: Client) => client.cookies.get(REFRESH) ?? ''

describe('an access token', () => {
  test('is over after its few minutes, to the millisecond, and the refresh token gets another', async () => {
    const { mode, browser, turn, renew, session, now } = await signedIn()
    turn(CONFIG.accessMs - 1)
    expect(await mode.verify(browser.request())).toMatchObject({ ok: true, fresh: false })
    turn(1)
    expect(await mode.verify(browser.request())).toEqual({ ok: false, reason: 'expired' })
    const { verdict } = await renew(browser)
    expect(verdict).toMatchObject({ ok: true, session: { id: session.id, createdAt: session.createdAt, expiresAt: now() + CONFIG.idleMs } })
    expect(await mode.verify(browser.request())).toMatchObject({ ok: true, fresh: true })
  })

  test('is due for renewal when half of its time is over', async () => {
    const { mode, browser, turn } = await signedIn()
    turn(CONFIG.accessMs / 2 - 1)
    expect(await mode.verify(browser.request())).toMatchObject({ fresh: true })
    turn(1)
    expect(await mode.verify(browser.request())).toMatchObject({ fresh: false })
  })

  test('that the browser has dropped is over, not missing', async () => {
    const { mode, browser } = await signedIn()
    browser.cookies.delete(ACCESS)
    expect(await mode.verify(browser.request())).toEqual({ ok: false, reason: 'expired' })
  })

  test('is checked without the store', async () => {
    const { mode, browser, stores } = await signedIn()
    await mode.verify(browser.request())
    const down = () => Promise.reject(new Error('asked the store'))
    stores.sessions.find = stores.sessions.findSpent = stores.users.findById = stores.signingKeys.find = down
    expect(await mode.verify(browser.request())).toMatchObject({ ok: true })
  })

  test('says nothing of the refresh token, nor the other way round', async () => {
    const { browser } = await signedIn()
    expect(refreshOf(browser)).toMatch(/^r\.[\w-]{43}$/)
    expect(atob((browser.cookies.get(ACCESS) ?? '').split('.')[1] ?? '')).not.toContain(refreshOf(browser))
  })

  test('stays good for its last minutes after sign-out, and no longer: that is the answer’s promise', async () => {
    const { mode, browser, session, turn, now } = await signedIn()
    const copy = browser.copy()
    const revocation = await mode.revoke({ kind: 'this', session }, browser.request(), CAUSE)
    expect(revocation).toMatchObject({ takesEffect: 'at-expiry', at: now() + CONFIG.accessMs, ended: [session.id] })
    expect(await mode.verify(copy.request())).toMatchObject({ ok: true })
    expect((await mode.renew?.(copy.request()))?.verdict).toMatchObject({ ok: false, reason: 'revoked' })
    turn(CONFIG.accessMs)
    expect(await mode.verify(copy.request())).toEqual({ ok: false, reason: 'expired' })
  })
})

describe('a refresh token', () => {
  test('is good once: afterwards it was copied, and the session ends for everybody', async () => {
    const { mode, browser, turn, renew, session, stores, now, person } = await signedIn()
    const thief = browser.copy()
    await renew(browser)
    turn(CONFIG.graceMs)
    const replay = await renew(thief)
    expect(replay).toEqual({ verdict: { ok: false, reason: 'replayed', about: { sessionId: session.id, userId: person.id, epoch: 0 } }, effects: [] })
    expect((await renew(browser)).verdict).toEqual({ ok: false, reason: 'revoked' })
    expect(await stores.sessions.ending(session.id)).toEqual({ at: now(), by: null, why: 'refresh_replayed' })
    expect((await renew(thief)).verdict).toEqual({ ok: false, reason: 'revoked' })
    turn(CONFIG.accessMs)
    for (const client of [browser, thief]) expect((await mode.verify(client.request())).ok).toBe(false)
  })

  test('that lost a race gets the same successor within the grace, and no cookie is cleared', async () => {
    const { browser, turn, renew } = await signedIn()
    const tab = browser.copy()
    await renew(browser)
    turn(CONFIG.graceMs - 1)
    const late = await renew(tab)
    expect(late.verdict).toMatchObject({ ok: true })
    expect(late.effects.map(({ kind }) => kind)).toEqual(['set-cookie', 'set-cookie'])
    expect(refreshOf(tab)).toBe(refreshOf(browser))
  })

  test('renewed by ten requests at once has one successor, which all of them get', async () => {
    const { browser, renew } = await signedIn()
    const tabs = Array.from({ length: 10 }, () => browser.copy())
    const answers = await Promise.all(tabs.map(renew))
    expect(answers.every(({ verdict }) => verdict.ok)).toBe(true)
    expect(new Set(tabs.map(refreshOf)).size).toBe(1)
    expect(refreshOf(tabs[0] ?? browser)).not.toBe(refreshOf(browser))
  })

  test('of the generation before the last is a replay, however quick', async () => {
    const { browser, renew } = await signedIn()
    const thief = browser.copy()
    await renew(browser)
    await renew(browser)
    expect((await renew(thief)).verdict).toMatchObject({ ok: false, reason: 'replayed' })
  })

  test('whose answer was lost can be used again within the grace', async () => {
    const { mode, browser, renew, turn } = await signedIn()
    await mode.renew?.(browser.request())
    turn(1000)
    expect((await renew(browser)).verdict).toMatchObject({ ok: true })
    expect((await renew(browser)).verdict).toMatchObject({ ok: true })
  })

  test('that nobody ever had ends nothing', async () => {
    const { browser, client, renew } = await signedIn()
    const value = refreshOf(browser)
    for (const wrong of ['', 'r.', `r.${'A'.repeat(43)}`, value.slice(2), `${value}A`, `x${value}`, value.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))]) {
      expect((await renew(client(new Map([[REFRESH, wrong]])))).verdict.ok, wrong).toBe(false)
    }
    expect((await renew(browser)).verdict).toMatchObject({ ok: true })
  })

  test('of a disabled person is refused, also within the grace', async () => {
    const { browser, renew, stores, person } = await signedIn()
    const tab = browser.copy()
    await renew(browser)
    await stores.users.setAuthority(person.id, { disabled: true }, { at: 1, by: null, why: 'account_disabled' })
    for (const client of [browser, tab]) expect((await renew(client)).verdict).toMatchObject({ ok: false, reason: 'revoked' })
  })

  test('survives the secret’s rotation, and the signing key’s', async () => {
    const { browser, renew, stores, now } = await signedIn()
    const other = await makeTestbed('hybrid', { config: CONFIG, stores, start: now(), secrets: ['another secret altogether, 32 long'] })
    expect((await renewing(other.mode)(browser)).verdict).toMatchObject({ ok: true })
    expect(await other.mode.verify(browser.request())).toMatchObject({ ok: true })
    expect((await renew(browser)).verdict).toMatchObject({ ok: true })
  })

  test('is no session id of database mode, nor the other way round, in the table that they share', async () => {
    const { browser, stores, person, now } = await signedIn()
    const database = await makeTestbed('database', { config: CONFIG, stores, person, start: now() })
    const visitor = database.client(new Map([['stateside-database', refreshOf(browser)]]))
    expect(await database.mode.verify(visitor.request())).toEqual({ ok: false, reason: 'malformed' })
    const other = database.client()
    other.apply((await database.mode.issue(database.person, other.request())).effects)
    const { mode, client } = await makeTestbed('hybrid', { config: CONFIG, stores, start: now() })
    const id = other.cookies.get('stateside-database') ?? ''
    for (const value of [id, `r.${id}`]) {
      expect((await renewing(mode)(client(new Map([[REFRESH, value]])))).verdict.ok).toBe(false)
    }
  })
})

describe('signing out when the access token is over', () => {
  test('ends the session that the refresh token would have renewed', async () => {
    const { mode, browser, turn, renew, session } = await signedIn()
    turn(CONFIG.accessMs)
    const copy = browser.copy()
    expect(await mode.identify?.(browser.request())).toMatchObject({ id: session.id, user: session.user })
    await mode.revoke({ kind: 'this', session }, browser.request(), CAUSE)
    expect((await renew(copy)).verdict).toEqual({ ok: false, reason: 'revoked' })
  })

  test('is not for whoever has a token from long ago', async () => {
    const { mode, browser, turn, renew, client } = await signedIn()
    const old = refreshOf(browser)
    await renew(browser)
    await renew(browser)
    turn(1)
    expect(await mode.identify?.(client(new Map([[REFRESH, old]])).request())).toBeNull()
  })
})
