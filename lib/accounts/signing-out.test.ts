import { beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '@/lib/problem'
import { INPUT, LOGIN, openAccounts, type Accounts } from '@/testkit/accounts'
import { makeTestbed } from '@/testkit/testbed'
import { renew, signIn, signOut, signUp } from './accounts'
import type { PasswordServices } from './acting'

let accounts: Accounts
beforeEach(async () => {
  accounts = await openAccounts()
})

const refusal = (code: Problem['code']) => expect.objectContaining({ name: 'Problem', code }) as unknown

describe('signing out', () => {
  test('without a session promises "now" and clears what came', async () => {
    expect(await signOut(accounts.deps, accounts.testbed.client().request())).toEqual({ takesEffect: 'now', effects: [], ended: [] })
    const stale = accounts.testbed.client(new Map([['stateside-database', 'stale']]))
    expect((await signOut(accounts.deps, stale.request())).effects).toMatchObject([{ kind: 'clear-cookie' }])
    expect(await accounts.events()).toEqual([])
  })

  test('with a copy that cannot be ended is one event, however often', async () => {
    const jwt = await makeTestbed('jwt')
    const pair: PasswordServices = { ...accounts.deps, mode: jwt.mode, stores: jwt.stores }
    const browser = jwt.client()
    browser.apply((await signUp(pair, INPUT, browser.request())).effects)
    for (let i = 0; i < 3; i++) await signOut(pair, browser.request())
    expect((await jwt.stores.events.list({ limit: 9, type: 'sign_out' })).items).toMatchObject([{ times: 3 }])
  })

  test('ends the session and writes it down', async () => {
    const browser = accounts.testbed.client()
    browser.apply((await signUp(accounts.deps, INPUT, browser.request())).effects)
    browser.apply((await signOut(accounts.deps, browser.request())).effects)
    expect(browser.cookies.size).toBe(0)
    expect(await accounts.events()).toEqual(['sign_up', 'sign_in', 'sign_out', 'session_revoked'])
  })
})

describe('a pair of tokens', () => {
  async function withPair() {
    const made = await makeTestbed('hybrid')
    const pair: PasswordServices = { ...accounts.deps, mode: made.mode, stores: made.stores }
    const browser = made.client()
    browser.apply((await signUp(pair, INPUT, browser.request())).effects)
    const types = async () => (await made.stores.events.list({ limit: 100 })).items.map(({ type }) => type).reverse()
    return { ...made, pair, browser, types }
  }

  test('is ended by signing out also when its access token is over', async () => {
    const { pair, browser, turn, config, types, mode } = await withPair()
    turn(config.accessMs)
    const copy = browser.copy()
    expect(await signOut(pair, browser.request())).toMatchObject({ takesEffect: 'at-expiry' })
    expect((await mode.renew?.(copy.request()))?.verdict).toMatchObject({ ok: false, reason: 'revoked' })
    expect(await types()).toEqual(['sign_up', 'sign_in', 'sign_out', 'session_revoked'])
  })

  test('is ended by signing in again in the same browser', async () => {
    const { pair, browser, turn, config, types, mode } = await withPair()
    turn(config.accessMs)
    const copy = browser.copy()
    browser.apply((await signIn(pair, LOGIN, browser.request())).effects)
    expect((await mode.renew?.(copy.request()))?.verdict).toMatchObject({ ok: false, reason: 'revoked' })
    expect(await types()).toEqual(['sign_up', 'sign_in', 'session_revoked', 'sign_in'])
  })

  test('that is replayed goes on record once, as done by nobody we know', async () => {
    const { pair, browser, turn, config, stores, types } = await withPair()
    const thief = browser.copy()
    browser.apply((await renew(pair, browser.request())).effects)
    turn(config.graceMs)
    await expect(renew(pair, thief.request())).rejects.toEqual(refusal('replayed'))
    await expect(renew(pair, thief.request())).rejects.toEqual(refusal('revoked'))
    await expect(renew(pair, browser.request())).rejects.toEqual(refusal('revoked'))
    expect(await types()).toEqual(['sign_up', 'sign_in', 'refresh_replayed', 'session_revoked'])
    const [ended, replay] = (await stores.events.list({ limit: 2 })).items
    expect(replay?.sessionId).toMatch(/^[\w-]{22}$/)
    for (const event of [ended, replay]) expect(event).toMatchObject({ actorId: null, sessionId: replay?.sessionId, detail: null })
  })
})
