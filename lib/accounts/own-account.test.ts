import { beforeEach, describe, expect, test } from 'vitest'
import { ADAS_PASSWORD, inOffice, openOffice, passwords, type SignedInClient } from '@/testkit/office'
import { makeTestbed, type Testbed, type Client } from '@/testkit/testbed'
import type { Problem } from '@/lib/problem'
import { signIn, signOut, signUp } from './accounts'
import { MODE_NAMES } from '../auth/modes'
import { outdatedOf } from './freshness'
import { changeEmail, changeName, changePassword, deleteAccount } from './own-account'
import { setAuthority } from './people'

const NEW = 'another long one'
const OVER = expect.objectContaining({ name: 'SessionOver' }) as unknown
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

      test('a new password replaces this credential, and ends the others as promised', async () => {
        const other = await again()
        const before = { client: ada.client.copy() }
        const input = { currentPassword: ADAS_PASSWORD, newPassword: NEW }
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
        const input = { email: 'countess@testbed.test', currentPassword: ADAS_PASSWORD }
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
        const promise = await deleteAccount(as(ada), ADAS_PASSWORD)
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
            ? (await changePassword(deps, { currentPassword: ADAS_PASSWORD, newPassword: NEW })).revocation
            : await deleteAccount(deps, ADAS_PASSWORD)
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
        await expect(changePassword({ ...deps, mode }, { currentPassword: ADAS_PASSWORD, newPassword: NEW })).rejects.toEqual(OVER)
        expect(await ok(ada)).toBe(!now())
        await testbed.stores.users.setAuthority(ada.session.user.id, { disabled: false }, ENDING)
        if (now()) for (const client of issued) expect(await ok({ client })).toBe(false)
      })

      test('guesses at the current password are limited, wherever they come from', async () => {
        for (let i = 0; i < 3; i++) await expect(deleteAccount(as(ada), 'wrong')).rejects.toEqual(refusal('wrong_password'))
        const moved = { ...as(ada), req: { ...ada.client.request(), device: { ip: '203.0.113.9', userAgent: null } } }
        await expect(deleteAccount(moved, ADAS_PASSWORD)).rejects.toEqual(refusal('rate_limited'))
        expect(await ok(await again())).toBe(true)
      })
    })
  }
}

test('whoever signs in while the password is being changed is not let in with the old one', async () => {
  const testbed = await makeTestbed('database')
  const deps = { mode: testbed.mode, stores: testbed.stores, passwords }
  const client = testbed.client()
  const { session } = await signUp(deps, { email: 'ada@testbed.test', name: 'Ada', password: ADAS_PASSWORD }, client.request())
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
  const late = signIn({ ...deps, stores }, { email: 'ada@testbed.test', password: ADAS_PASSWORD }, testbed.client().request())
  await expect(late).rejects.toEqual(refusal('invalid_credentials'))
  expect(await testbed.stores.sessions.count(session.user.id, testbed.now(), 9)).toBe(0)
})
