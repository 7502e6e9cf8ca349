import { beforeEach, describe, expect, test } from 'vitest'
import { makeTestbed, type Testbed, type Client } from '@/testkit/testbed'
import type { Problem } from '@/lib/problem'
import { signIn, signOut, signUp } from './accounts'
import type { Session } from '../auth/contract'
import { MODE_NAMES } from '../auth/modes'
import { outdatedOf } from './freshness'
import { changeEmail, changeName, changePassword, deleteAccount } from './own-account'
import { passwordQueue } from './password-queue'
import { verifyPassword } from './password'
import { endSessionsOfPerson, setAuthority } from './people'
import { endOtherSessions, endSession, listSessions } from './sessions'

const PASSWORD = 'a long enough one'
const NEW = 'another long one'
const passwords = { signInAttempts: 3, addressAttempts: 100, queue: passwordQueue(), verify: verifyPassword }
const OVER = expect.objectContaining({ name: 'SessionOver' }) as unknown
const ENDING = { at: 1, by: null, why: 'account_disabled' } as const
const refusal = (code: Problem['code']) => expect.objectContaining({ name: 'Problem', code }) as unknown

interface SignedInClient {
  readonly client: Client
  readonly session: Session
}

for (const name of MODE_NAMES) {
  for (const revocation of ['none', 'list'] as const) {
    describe(`in ${name} mode with ${revocation}`, () => {
      let testbed: Testbed
      let ada: SignedInClient
      let admin: SignedInClient

      beforeEach(async () => {
        testbed = await makeTestbed(name, { revocation })
        const client = testbed.client()
        const { session, effects } = await signUp(base(), { email: 'ada@testbed.test', name: 'Ada', password: PASSWORD }, client.request())
        client.apply(effects)
        ada = { client, session }
        await testbed.stores.users.setAuthority(testbed.person.id, { role: 'admin' }, ENDING)
        const office = testbed.client()
        const issued = await testbed.mode.issue({ ...testbed.person, role: 'admin' }, office.request())
        office.apply(issued.effects)
        admin = { client: office, session: issued.session }
        testbed.turn(1000)
      })

      const base = () => ({ mode: testbed.mode, stores: testbed.stores, passwords })
      const as = ({ client, session }: SignedInClient) => ({ ...base(), session, req: client.request() })
      const again = async (password = PASSWORD): Promise<SignedInClient> => {
        const client = testbed.client()
        const { session, effects } = await signIn(base(), { email: 'ada@testbed.test', password }, client.request())
        client.apply(effects)
        return { client, session }
      }
      const ok = async ({ client }: { client: Client }) => (await testbed.mode.verify(client.request())).ok
      const types = async () => (await testbed.stores.events.list({ limit: 100 })).items.map(({ type }) => type)
      const now = () => testbed.mode.facts.revocation === 'now'
      const elsewhere = () => testbed.mode.facts.endsFromElsewhere

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
          const { session, effects } = await signIn({ ...base(), mode }, { email: 'ada@testbed.test', password: PASSWORD }, client.request())
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

      test('a new password replaces this credential, and ends the others as promised', async () => {
        const other = await again()
        const before = { client: ada.client.copy() }
        const input = { currentPassword: PASSWORD, newPassword: NEW }
        await expect(changePassword(as(ada), { ...input, currentPassword: 'wrong' })).rejects.toEqual(refusal('wrong_password'))
        expect(await ok(other)).toBe(true)
        const { session, effects, revocation: promise } = await changePassword(as(ada), input)
        ada.client.apply(effects)
        expect(session.id).not.toBe(ada.session.id)
        expect(await testbed.mode.verify(ada.client.request())).toMatchObject({ ok: true, session: { id: session.id } })
        for (const old of [other, before]) expect(await ok(old)).toBe(!now())
        await expect(again()).rejects.toEqual(refusal('invalid_credentials'))
        await expect(again(NEW)).resolves.toBeDefined()
        expect(await types()).toContain('password_changed')
        expect(JSON.stringify(await testbed.stores.events.list({ limit: 100 }))).not.toContain(NEW)
        if (promise.takesEffect === 'at-expiry') {
          testbed.turn(promise.at - testbed.now())
          for (const old of [other, before]) expect(await ok(old)).toBe(false)
        }
      })

      test('a new e-mail address does the same, unless it is taken', async () => {
        const other = await again()
        const input = { email: 'countess@testbed.test', currentPassword: PASSWORD }
        await expect(changeEmail(as(ada), { ...input, email: testbed.person.email })).rejects.toEqual(refusal('email_taken'))
        await expect(changeEmail(as(ada), { ...input, currentPassword: 'wrong' })).rejects.toEqual(refusal('wrong_password'))
        expect(await ok(other)).toBe(true)
        const { effects } = await changeEmail(as(ada), input)
        ada.client.apply(effects)
        expect(await testbed.mode.verify(ada.client.request())).toMatchObject({ ok: true, session: { user: { email: input.email } } })
        expect(await ok(other)).toBe(!now())
      })

      test('a new name is in the credential too, of the same session', async () => {
        const old = ada.client.copy()
        const before = await testbed.mode.verify(old.request())
        const { user, effects } = await changeName(as(ada), 'Countess')
        ada.client.apply(effects)
        expect(user.name).toBe('Countess')
        const { id, createdAt } = ada.session
        expect(await testbed.mode.verify(ada.client.request())).toMatchObject({ ok: true, session: { id, createdAt, user: { name: 'Countess' } } })
        // Only a row is read at every check; the old one says what it said, and the answer to who it is that this is outdated.
        const verdict = await testbed.mode.verify(old.request())
        if (!verdict.ok || !before.ok) throw new Error('the old credential was ended')
        expect(verdict.session.user.name).toBe(testbed.mode.facts.stateLives === 'store' ? 'Countess' : 'Ada')
        testbed.turn(1)
        const said = await outdatedOf(testbed.stores, verdict, old.request())
        expect(said).toEqual(testbed.mode.facts.stateLives === 'store' ? null : { name: 'Countess' })
        if (testbed.mode.facts.stateLives === 'store') expect(effects).toEqual([])
        else expect(effects.length).toBeGreaterThan(0)

        if (testbed.mode.renew) return
        // Nothing renews it: it ends when the old one does, to the ms.
        expect(before.session.expiresAt).toBe(ada.session.expiresAt)
        for (const [at, is] of [[ada.session.expiresAt - 1, true], [ada.session.expiresAt, false]] as const) {
          testbed.turn(at - testbed.now())
          expect([await ok(ada), await ok({ client: old })]).toEqual([is, is])
        }
      })

      test('a new name is no new life, also when tokens may live longer by now', async () => {
        const mode = testbed.withConfig({ ...testbed.config, bearerMs: 2 * testbed.config.bearerMs })
        const { effects } = await changeName({ ...as(ada), mode }, 'Countess')
        ada.client.apply(effects)
        const verdict = await mode.verify(ada.client.request())
        if (!testbed.mode.renew) expect(verdict).toMatchObject({ ok: true, session: { expiresAt: ada.session.expiresAt } })
      })

      test('of a session that ends while its name is being changed there is no new credential', async () => {
        const { rename } = testbed.stores.users
        testbed.stores.users.rename = async (...given) => {
          const user = await rename(...given)
          await signOut(base(), ada.client.copy().request())
          return user
        }
        const client = ada.client.copy()
        const { effects } = await changeName(as(ada), 'Countess')
        client.apply(effects)
        if (now() || testbed.mode.list) expect(effects).toEqual([])
        if (now()) expect(await ok({ client })).toBe(false)
      })

      test('a deleted account is gone, with its sessions as promised', async () => {
        const other = await again()
        await expect(deleteAccount(as(ada), 'wrong')).rejects.toEqual(refusal('wrong_password'))
        const promise = await deleteAccount(as(ada), PASSWORD)
        expect(promise.effects).toEqual(testbed.mode.forget(ada.client.request()))
        expect(await testbed.stores.users.findById(ada.session.user.id)).toBeNull()
        expect(await ok(other)).toBe(!now())
        const happened = await types()
        expect(happened).toContain('account_deleted')
        expect(happened.filter((type) => type === 'session_revoked')).toHaveLength(testbed.mode.list ? 2 : elsewhere() ? 1 : 0)
        await expect(again()).rejects.toEqual(refusal('invalid_credentials'))
        if (promise.takesEffect === 'at-expiry') {
          testbed.turn(promise.at - testbed.now())
          expect(await ok(other)).toBe(false)
        }
      })

      /** Something that happens while the current password is being checked. */
      const during = (happens: () => Promise<unknown>) => {
        const { attempts } = testbed.stores
        const clear = async (key: string) => {
          await attempts.clear(key)
          if (key.startsWith('password ')) await happens()
        }
        const deps = as(ada)
        return { ...deps, stores: { ...testbed.stores, attempts: { ...attempts, clear } } }
      }

      test.each(['password', 'deletion'])('whoever signs in while the password is being checked is not spared (%s)', async (what) => {
        let late: SignedInClient | undefined
        const deps = during(async () => {
          testbed.turn(2000)
          late = await again()
        })
        const promise =
          what === 'password'
            ? (await changePassword(deps, { currentPassword: PASSWORD, newPassword: NEW })).revocation
            : await deleteAccount(deps, PASSWORD)
        if (!late) throw new Error('nobody signed in')
        if (promise.takesEffect === 'at-expiry') {
          testbed.turn(promise.at - testbed.now())
          await testbed.mode.renew?.(late.client.request()).then(({ effects }) => late?.client.apply(effects))
        }
        expect(await ok(late)).toBe(false)
      })

      test('whoever is disabled while their password is being checked is not signed in anew', async () => {
        const deps = during(async () => {
          testbed.turn(2000)
          await setAuthority(as(admin), ada.session.user.id, { disabled: true })
          testbed.turn(2000)
        })
        const issued: Client[] = []
        const mode: typeof testbed.mode = {
          ...testbed.mode,
          async issue(user, req) {
            const made = await testbed.mode.issue(user, req)
            const client = testbed.client()
            client.apply(made.effects)
            issued.push(client)
            return made
          },
        }
        await expect(changePassword({ ...deps, mode }, { currentPassword: PASSWORD, newPassword: NEW })).rejects.toEqual(OVER)
        expect(await ok(ada)).toBe(!now())
        await testbed.stores.users.setAuthority(ada.session.user.id, { disabled: false }, ENDING)
        if (now()) for (const client of issued) expect(await ok({ client })).toBe(false)
      })

      test('guesses at the current password are limited, wherever they come from', async () => {
        for (let i = 0; i < 3; i++) await expect(deleteAccount(as(ada), 'wrong')).rejects.toEqual(refusal('wrong_password'))
        const moved = { ...as(ada), req: { ...ada.client.request(), device: { ip: '203.0.113.9', userAgent: null } } }
        await expect(deleteAccount(moved, PASSWORD)).rejects.toEqual(refusal('rate_limited'))
        expect(await ok(await again())).toBe(true)
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
      { email: 'grace@testbed.test', name: 'Grace', password: PASSWORD },
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
    await expect(deleteAccount(deps, PASSWORD)).rejects.toEqual(refusal('last_admin'))
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

test('whoever signs in while the password is being changed is not let in with the old one', async () => {
  const testbed = await makeTestbed('database')
  const deps = { mode: testbed.mode, stores: testbed.stores, passwords }
  const client = testbed.client()
  const { session } = await signUp(deps, { email: 'ada@testbed.test', name: 'Ada', password: PASSWORD }, client.request())
  const { users } = testbed.stores
  // Between the check of the password and the session that follows.
  const stores = {
    ...testbed.stores,
    attempts: {
      ...testbed.stores.attempts,
      clear: async (key: string) => {
        await users.changePassword(session.user.id, (await users.findPassword(session.user.id)) ?? '', 'another hash', ENDING)
        await testbed.stores.attempts.clear(key)
      },
    },
  }
  const late = signIn({ ...deps, stores }, { email: 'ada@testbed.test', password: PASSWORD }, testbed.client().request())
  await expect(late).rejects.toEqual(refusal('invalid_credentials'))
  expect(await testbed.stores.sessions.count(session.user.id, testbed.now(), 9)).toBe(0)
})
