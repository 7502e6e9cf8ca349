import { beforeEach, describe, expect, test } from 'vitest'
import { ADAS_PASSWORD, inOffice, openOffice, passwords, type SignedInClient } from '@/testkit/office'
import { makeTestbed, type Testbed } from '@/testkit/testbed'
import type { Problem } from '@/lib/problem'
import { signIn, signOut, signUp } from './accounts'
import { MODE_NAMES } from '../auth/modes'
import { deleteAccount } from './own-account'
import { endSessionsOfPerson, setAuthority } from './people'
import { endOtherSessions, endSession, listSessions } from './sessions'

const ENDING = { at: 1, by: null, why: 'account_disabled' } as const
const refusal = (code: Problem['code']) => expect.objectContaining({ name: 'Problem', code }) as unknown

for (const name of MODE_NAMES) {
  for (const revocation of ['none', 'list'] as const) {
    describe(`in ${name} mode with ${revocation}`, () => {
      let testbed: Testbed
      let ada: SignedInClient
      let admin: SignedInClient
      beforeEach(async () => {
        ;({ testbed, ada, admin } = await openOffice(name, revocation))
      })
      const { base, as, again, ok, types, now, elsewhere } = inOffice(() => ({ testbed, ada, admin }))

      test('lists sessions and ends one, or says that it cannot', async () => {
        const other = await again()
        if (!testbed.mode.list) {
          await expect(listSessions(as(ada), { limit: 9 })).rejects.toEqual(refusal('unsupported_by_mode'))
          await expect(endSession(as(ada), other.session.id)).rejects.toEqual(refusal('unsupported_by_mode'))
          return
        }
        expect((await listSessions(as(ada), { limit: 9 })).items.map(({ id }) => id)).toEqual([ada.session.id, other.session.id])
        for (const id of [admin.session.id, 'nothing', '../..', '']) {
          await expect(endSession(as(ada), id)).rejects.toEqual(refusal('not_found'))
        }
        expect(await ok(admin)).toBe(true)
        const revoked = await endSession(as(ada), other.session.id)
        expect(revoked.effects).toEqual([])
        expect(await ok(other)).toBe(!now())
        expect(await ok(ada)).toBe(true)
        if (revoked.takesEffect === 'at-expiry') {
          testbed.turn(revoked.at - testbed.now())
          expect(await ok(other)).toBe(false)
        }
        await expect(endSession(as(ada), other.session.id)).rejects.toEqual(refusal('not_found'))
        const own = await endSession(as(ada), ada.session.id)
        expect(own.effects).toEqual(testbed.mode.forget(ada.client.request()))
        expect((await types()).filter((type) => type === 'session_revoked')).toHaveLength(2)
      })

      test('a session that was ended is not ended again, by whoever comes late or at the same time', async () => {
        const replay = { client: ada.client.copy() }
        const endings = () => types().then((all) => all.filter((type) => type === 'session_revoked').length)
        await Promise.all([signOut(base(), ada.client.request()), signOut(base(), replay.client.request())])
        expect(await endings()).toBe(elsewhere() ? 1 : 0)
        await signOut(base(), replay.client.request())
        expect(await endings()).toBe(elsewhere() ? 1 : 0)
        if (!testbed.mode.list) return
        const [one, two] = [await again(), await again()]
        await Promise.allSettled([endSession(as(one), two.session.id), endSession(as(two), two.session.id), endOtherSessions(as(one))])
        expect(await endings()).toBe(2)
      })

      test('of more sessions than one person may have the oldest ends, on record and with its reason', async () => {
        const mode = testbed.withConfig({ ...testbed.config, sessionsPerUser: 2 })
        const signedIn: SignedInClient[] = []
        for (let i = 0; i < 2; i++) {
          testbed.turn(1000)
          const client = testbed.client()
          const { session, effects } = await signIn({ ...base(), mode }, { email: 'ada@testbed.test', password: ADAS_PASSWORD }, client.request())
          client.apply(effects)
          signedIn.push({ client, session })
        }
        for (const one of signedIn) expect(await ok(one)).toBe(true)
        const ended = (await testbed.stores.events.list({ limit: 9, type: 'session_revoked' })).items
        if (!testbed.mode.list) {
          expect(await ok(ada)).toBe(true)
          expect(ended).toEqual([])
          return
        }
        expect(await ok(ada)).toBe(!now())
        expect((await testbed.mode.renew?.(ada.client.request()))?.verdict.ok).toBe(false)
        expect(ended).toMatchObject([{ userId: ada.session.user.id, actorId: null, sessionId: ada.session.id, detail: 'the limit of sessions per person was reached' }])
        expect(await testbed.stores.sessions.ending(ada.session.id)).toMatchObject({ by: null, why: 'too_many_sessions' })
      })

      test('ends all others, or says until when they live', async () => {
        const others = [await again(), await again()]
        const ended = await endOtherSessions(as(ada)).catch((error: unknown) => error as Problem)
        expect(await ok(ada)).toBe(true)
        if (!elsewhere()) {
          const longest = testbed.now() + (testbed.mode.renew ? testbed.config.maxMs : testbed.config.bearerMs)
          expect(ended).toMatchObject({ code: 'unsupported_by_mode', extra: { members: { until: new Date(longest).toISOString() } } })
          expect(await types()).not.toContain('session_revoked')
          return
        }
        expect(ended).toMatchObject({ takesEffect: now() ? 'now' : 'at-expiry' })
        for (const other of others) expect(await ok(other)).toBe(!now())
        const events = (await testbed.stores.events.list({ limit: 100 })).items.filter(({ type }) => type === 'session_revoked')
        expect(events.map(({ sessionId }) => sessionId).sort()).toEqual(testbed.mode.list ? others.map(({ session }) => session.id).sort() : [null])
      })

      test('an administrator changes a role: a promotion takes nothing, a demotion says when it is felt', async () => {
        const id = ada.session.user.id
        expect((await setAuthority(as(admin), id, { role: 'user' })).revocation).toBeNull()
        expect(await setAuthority(as(admin), id, { role: 'admin' })).toMatchObject({ user: { role: 'admin' }, revocation: null })
        testbed.turn(1)
        const { revocation: promise } = await setAuthority(as(admin), id, { role: 'user' })
        expect(promise).toMatchObject({ takesEffect: now() ? 'now' : 'at-expiry' })
        expect(await testbed.mode.verify(ada.client.request())).toMatchObject({ ok: true, session: { user: { role: 'user' } } })
        expect((await testbed.stores.events.list({ limit: 1 })).items[0]).toMatchObject({ type: 'role_changed', userId: id, actorId: testbed.person.id, detail: 'to user' })
      })

      test('an administrator disables a person', async () => {
        const id = ada.session.user.id
        const { user, revocation: promise } = await setAuthority(as(admin), id, { disabled: true, role: 'user' })
        expect(user.disabled).toBe(true)
        expect(await ok(ada)).toBe(!now())
        await expect(again()).rejects.toEqual(refusal('account_disabled'))
        expect((await setAuthority(as(admin), id, { disabled: true })).revocation).toBeNull()
        expect((await types()).filter((type) => type === 'account_disabled')).toHaveLength(1)
        if (promise?.takesEffect === 'at-expiry') {
          testbed.turn(promise.at - testbed.now())
          expect(await ok(ada)).toBe(false)
        }
        expect(await setAuthority(as(admin), id, { disabled: false })).toMatchObject({ user: { disabled: false }, revocation: null })
      })

      test('an administrator ends all sessions of a person, or is told until when they live', async () => {
        const ended = await endSessionsOfPerson(as(admin), ada.session.user.id).catch((error: unknown) => error as Problem)
        if (!elsewhere()) {
          expect(ended).toMatchObject({ code: 'unsupported_by_mode' })
          return
        }
        expect(await ok(ada)).toBe(!now())
        expect((await testbed.stores.events.list({ limit: 1 })).items[0]).toMatchObject({ type: 'session_revoked', userId: ada.session.user.id, actorId: testbed.person.id })
        await expect(endSessionsOfPerson(as(admin), 'nobody')).rejects.toEqual(refusal('not_found'))
        expect((await endSessionsOfPerson(as(admin), testbed.person.id)).effects).toEqual(testbed.mode.forget(admin.client.request()))
      })
    })
  }
}

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
