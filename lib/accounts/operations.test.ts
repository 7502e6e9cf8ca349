import { beforeEach, describe, expect, test } from 'vitest'
import { ADAS_PASSWORD, OFFICES, openOffice, passwords, type Office, type SignedInClient } from '@/testkit/office'
import { makeTestbed } from '@/testkit/testbed'
import type { Problem } from '@/lib/problem'
import { signIn, signOut, signUp } from './accounts'
import { deleteAccount } from './own-account'
import { endSessionsOfPerson, setAuthority } from './people'
import { endOtherSessions, endSession, listSessions } from './sessions'

const ENDING = { at: 1, by: null, why: 'account_disabled' } as const
const refusal = (code: Problem['code']) => expect.objectContaining({ name: 'Problem', code }) as unknown

describe.each(OFFICES)('in %s mode with %s', (name, revocation) => {
  let office: Office
  beforeEach(async () => {
    office = await openOffice(name, revocation)
  })

  test('lists sessions and ends one, or says that it cannot', async () => {
    const other = await office.again()
    if (!office.testbed.mode.list) {
      await expect(listSessions(office.as(office.ada), { limit: 9 })).rejects.toEqual(refusal('unsupported_by_mode'))
      await expect(endSession(office.as(office.ada), other.session.id)).rejects.toEqual(refusal('unsupported_by_mode'))
      return
    }
    expect((await listSessions(office.as(office.ada), { limit: 9 })).items.map(({ id }) => id)).toEqual([office.ada.session.id, other.session.id])
    for (const id of [office.admin.session.id, 'nothing', '../..', '']) {
      await expect(endSession(office.as(office.ada), id)).rejects.toEqual(refusal('not_found'))
    }
    expect(await office.ok(office.admin)).toBe(true)
    const revoked = await endSession(office.as(office.ada), other.session.id)
    expect(revoked.effects).toEqual([])
    expect(await office.ok(other)).toBe(!office.now())
    expect(await office.ok(office.ada)).toBe(true)
    if (revoked.takesEffect === 'at-expiry') {
      office.testbed.turn(revoked.at - office.testbed.now())
      expect(await office.ok(other)).toBe(false)
    }
    await expect(endSession(office.as(office.ada), other.session.id)).rejects.toEqual(refusal('not_found'))
    const own = await endSession(office.as(office.ada), office.ada.session.id)
    expect(own.effects).toEqual(office.testbed.mode.forget(office.ada.client.request()))
    expect((await office.types()).filter((type) => type === 'session_revoked')).toHaveLength(2)
  })

  test('a session that was ended is not ended again, by whoever comes late or at the same time', async () => {
    const replay = { client: office.ada.client.copy() }
    const endings = () => office.types().then((all) => all.filter((type) => type === 'session_revoked').length)
    await Promise.all([signOut(office.base, office.ada.client.request()), signOut(office.base, replay.client.request())])
    expect(await endings()).toBe(office.elsewhere() ? 1 : 0)
    await signOut(office.base, replay.client.request())
    expect(await endings()).toBe(office.elsewhere() ? 1 : 0)
    if (!office.testbed.mode.list) return
    const [one, two] = [await office.again(), await office.again()]
    await Promise.allSettled([endSession(office.as(one), two.session.id), endSession(office.as(two), two.session.id), endOtherSessions(office.as(one))])
    expect(await endings()).toBe(2)
  })

  test('of more sessions than one person may have the oldest ends, on record and with its reason', async () => {
    const mode = office.testbed.withConfig({ ...office.testbed.config, sessionsPerUser: 2 })
    const signedIn: SignedInClient[] = []
    for (let i = 0; i < 2; i++) {
      office.testbed.turn(1000)
      const client = office.testbed.client()
      const { session, effects } = await signIn({ ...office.base, mode }, { email: 'ada@testbed.test', password: ADAS_PASSWORD }, client.request())
      client.apply(effects)
      signedIn.push({ client, session })
    }
    for (const one of signedIn) expect(await office.ok(one)).toBe(true)
    const ended = (await office.testbed.stores.events.list({ limit: 9, type: 'session_revoked' })).items
    if (!office.testbed.mode.list) {
      expect(await office.ok(office.ada)).toBe(true)
      expect(ended).toEqual([])
      return
    }
    expect(await office.ok(office.ada)).toBe(!office.now())
    expect((await office.testbed.mode.renew?.(office.ada.client.request()))?.verdict.ok).toBe(false)
    expect(ended).toMatchObject([{ userId: office.ada.session.user.id, actorId: null, sessionId: office.ada.session.id, detail: 'the limit of sessions per person was reached' }])
    expect(await office.testbed.stores.sessions.ending(office.ada.session.id)).toMatchObject({ by: null, why: 'too_many_sessions' })
  })

  test('ends all others, or says until when they live', async () => {
    const others = [await office.again(), await office.again()]
    const ended = await endOtherSessions(office.as(office.ada)).catch((error: unknown) => error as Problem)
    expect(await office.ok(office.ada)).toBe(true)
    if (!office.elsewhere()) {
      const longest = office.testbed.now() + (office.testbed.mode.renew ? office.testbed.config.maxMs : office.testbed.config.bearerMs)
      expect(ended).toMatchObject({ code: 'unsupported_by_mode', extra: { members: { until: new Date(longest).toISOString() } } })
      expect(await office.types()).not.toContain('session_revoked')
      return
    }
    expect(ended).toMatchObject({ takesEffect: office.now() ? 'now' : 'at-expiry' })
    for (const other of others) expect(await office.ok(other)).toBe(!office.now())
    const events = (await office.testbed.stores.events.list({ limit: 100 })).items.filter(({ type }) => type === 'session_revoked')
    expect(events.map(({ sessionId }) => sessionId).sort()).toEqual(office.testbed.mode.list ? others.map(({ session }) => session.id).sort() : [null])
  })

  test('an administrator changes a role: a promotion takes nothing, a demotion says when it is felt', async () => {
    const id = office.ada.session.user.id
    expect((await setAuthority(office.as(office.admin), id, { role: 'user' })).revocation).toBeNull()
    expect(await setAuthority(office.as(office.admin), id, { role: 'admin' })).toMatchObject({ user: { role: 'admin' }, revocation: null })
    office.testbed.turn(1)
    const { revocation: promise } = await setAuthority(office.as(office.admin), id, { role: 'user' })
    expect(promise).toMatchObject({ takesEffect: office.now() ? 'now' : 'at-expiry' })
    expect(await office.testbed.mode.verify(office.ada.client.request())).toMatchObject({ ok: true, session: { user: { role: 'user' } } })
    expect((await office.testbed.stores.events.list({ limit: 1 })).items[0]).toMatchObject({ type: 'role_changed', userId: id, actorId: office.testbed.person.id, detail: 'to user' })
  })

  test('an administrator disables a person', async () => {
    const id = office.ada.session.user.id
    const { user, revocation: promise } = await setAuthority(office.as(office.admin), id, { disabled: true, role: 'user' })
    expect(user.disabled).toBe(true)
    expect(await office.ok(office.ada)).toBe(!office.now())
    await expect(office.again()).rejects.toEqual(refusal('account_disabled'))
    expect((await setAuthority(office.as(office.admin), id, { disabled: true })).revocation).toBeNull()
    expect((await office.types()).filter((type) => type === 'account_disabled')).toHaveLength(1)
    if (promise?.takesEffect === 'at-expiry') {
      office.testbed.turn(promise.at - office.testbed.now())
      expect(await office.ok(office.ada)).toBe(false)
    }
    expect(await setAuthority(office.as(office.admin), id, { disabled: false })).toMatchObject({ user: { disabled: false }, revocation: null })
  })

  test('an administrator ends all sessions of a person, or is told until when they live', async () => {
    const ended = await endSessionsOfPerson(office.as(office.admin), office.ada.session.user.id).catch((error: unknown) => error as Problem)
    if (!office.elsewhere()) {
      expect(ended).toMatchObject({ code: 'unsupported_by_mode' })
      return
    }
    expect(await office.ok(office.ada)).toBe(!office.now())
    expect((await office.testbed.stores.events.list({ limit: 1 })).items[0]).toMatchObject({ type: 'session_revoked', userId: office.ada.session.user.id, actorId: office.testbed.person.id })
    await expect(endSessionsOfPerson(office.as(office.admin), 'nobody')).rejects.toEqual(refusal('not_found'))
    expect((await endSessionsOfPerson(office.as(office.admin), office.testbed.person.id)).effects).toEqual(office.testbed.mode.forget(office.admin.client.request()))
  })
})

describe('the last administrator', () => {
  async function office() {
    const testbed = await makeTestbed('database')
    const client = testbed.client()
    const { session, effects } = await signUp(
      { mode: testbed.mode, stores: testbed.stores, passwords },
      { email: 'grace@testbed.test', name: 'Grace', password: ADAS_PASSWORD },
      client.request(),
    )
    client.apply(effects)
    await testbed.stores.users.setAuthority(session.user.id, { role: 'admin' }, ENDING)
    return { testbed, deps: { mode: testbed.mode, stores: testbed.stores, passwords, session, req: client.request() }, id: session.user.id }
  }

  test('cannot be demoted, disabled or deleted, and nothing happened', async () => {
    const { testbed, deps, id } = await office()
    const before = (await testbed.stores.events.list({ limit: 100 })).items
    for (const change of [{ role: 'user' }, { disabled: true }, { role: 'user', disabled: true }] as const) {
      await expect(setAuthority(deps, id, change)).rejects.toEqual(refusal('last_admin'))
    }
    await expect(deleteAccount(deps, ADAS_PASSWORD)).rejects.toEqual(refusal('last_admin'))
    expect((await testbed.stores.events.list({ limit: 100 })).items).toEqual(before)
    expect(await testbed.mode.verify(deps.req)).toMatchObject({ ok: true, session: { user: { role: 'admin' } } })
  })

  test('of two who demote each other at once one remains', async () => {
    const { testbed, deps, id } = await office()
    await testbed.stores.users.setAuthority(testbed.person.id, { role: 'admin' }, ENDING)
    const both = await Promise.allSettled([setAuthority(deps, testbed.person.id, { role: 'user' }), setAuthority(deps, id, { disabled: true })])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})
