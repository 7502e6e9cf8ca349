import { beforeEach, describe, expect, test } from 'vitest'
import { ADAS_PASSWORD, OFFICES, openOffice, passwords, type Office, type SignedInClient } from '@/testkit/office'
import { makeTestbed, type Client } from '@/testkit/testbed'
import type { Problem } from '@/lib/problem'
import { signIn, signOut, signUp } from './accounts'
import { outdatedOf } from './freshness'
import { changeEmail, changeName, changePassword, deleteAccount } from './own-account'
import { setAuthority } from './people'

const NEW = 'another long one'
const OVER = expect.objectContaining({ name: 'SessionOver' }) as unknown
const ENDING = { at: 1, by: null, why: 'account_disabled' } as const
const refusal = (code: Problem['code']) => expect.objectContaining({ name: 'Problem', code }) as unknown

describe.each(OFFICES)('in %s mode with %s', (name, revocation) => {
  let office: Office
  beforeEach(async () => {
    office = await openOffice(name, revocation)
  })

  test('a new password replaces this credential, and ends the others as promised', async () => {
    const other = await office.again()
    const before = { client: office.ada.client.copy() }
    const input = { currentPassword: ADAS_PASSWORD, newPassword: NEW }
    await expect(changePassword(office.as(office.ada), { ...input, currentPassword: 'wrong' })).rejects.toEqual(refusal('wrong_password'))
    expect(await office.ok(other)).toBe(true)
    const { session, effects, revocation: promise } = await changePassword(office.as(office.ada), input)
    office.ada.client.apply(effects)
    expect(session.id).not.toBe(office.ada.session.id)
    expect(await office.testbed.mode.verify(office.ada.client.request())).toMatchObject({ ok: true, session: { id: session.id } })
    for (const old of [other, before]) expect(await office.ok(old)).toBe(!office.now())
    await expect(office.again()).rejects.toEqual(refusal('invalid_credentials'))
    await expect(office.again(NEW)).resolves.toBeDefined()
    expect(await office.types()).toContain('password_changed')
    expect(JSON.stringify(await office.testbed.stores.events.list({ limit: 100 }))).not.toContain(NEW)
    if (promise.takesEffect === 'at-expiry') {
      office.testbed.turn(promise.at - office.testbed.now())
      for (const old of [other, before]) expect(await office.ok(old)).toBe(false)
    }
  })

  test('a new e-mail address does the same, unless it is taken', async () => {
    const other = await office.again()
    const input = { email: 'countess@testbed.test', currentPassword: ADAS_PASSWORD }
    await expect(changeEmail(office.as(office.ada), { ...input, email: office.testbed.person.email })).rejects.toEqual(refusal('email_taken'))
    await expect(changeEmail(office.as(office.ada), { ...input, currentPassword: 'wrong' })).rejects.toEqual(refusal('wrong_password'))
    expect(await office.ok(other)).toBe(true)
    const { effects } = await changeEmail(office.as(office.ada), input)
    office.ada.client.apply(effects)
    expect(await office.testbed.mode.verify(office.ada.client.request())).toMatchObject({ ok: true, session: { user: { email: input.email } } })
    expect(await office.ok(other)).toBe(!office.now())
  })

  test('a new name is in the credential too, of the same session', async () => {
    const old = office.ada.client.copy()
    const before = await office.testbed.mode.verify(old.request())
    const { user, effects } = await changeName(office.as(office.ada), 'Countess')
    office.ada.client.apply(effects)
    expect(user.name).toBe('Countess')
    const { id, createdAt } = office.ada.session
    expect(await office.testbed.mode.verify(office.ada.client.request())).toMatchObject({ ok: true, session: { id, createdAt, user: { name: 'Countess' } } })
    // Only a row is read at every check; the old one says what it said, and the answer to who it is that this is outdated.
    const verdict = await office.testbed.mode.verify(old.request())
    if (!verdict.ok || !before.ok) throw new Error('the old credential was ended')
    expect(verdict.session.user.name).toBe(office.testbed.mode.facts.stateLives === 'store' ? 'Countess' : 'Ada')
    office.testbed.turn(1)
    const said = await outdatedOf(office.testbed.stores, verdict, old.request())
    expect(said).toEqual(office.testbed.mode.facts.stateLives === 'store' ? null : { name: 'Countess' })
    if (office.testbed.mode.facts.stateLives === 'store') expect(effects).toEqual([])
    else expect(effects.length).toBeGreaterThan(0)

    if (office.testbed.mode.renew) return
    // Nothing renews it: it ends when the old one does, to the ms.
    expect(before.session.expiresAt).toBe(office.ada.session.expiresAt)
    for (const [at, is] of [[office.ada.session.expiresAt - 1, true], [office.ada.session.expiresAt, false]] as const) {
      office.testbed.turn(at - office.testbed.now())
      expect([await office.ok(office.ada), await office.ok({ client: old })]).toEqual([is, is])
    }
  })

  test('a new name is no new life, also when tokens may live longer by now', async () => {
    const mode = office.testbed.withConfig({ ...office.testbed.config, bearerMs: 2 * office.testbed.config.bearerMs })
    const { effects } = await changeName({ ...office.as(office.ada), mode }, 'Countess')
    office.ada.client.apply(effects)
    const verdict = await mode.verify(office.ada.client.request())
    if (!office.testbed.mode.renew) expect(verdict).toMatchObject({ ok: true, session: { expiresAt: office.ada.session.expiresAt } })
  })

  test('of a session that ends while its name is being changed there is no new credential', async () => {
    const { rename } = office.testbed.stores.users
    office.testbed.stores.users.rename = async (...given) => {
      const user = await rename(...given)
      await signOut(office.base, office.ada.client.copy().request())
      return user
    }
    const client = office.ada.client.copy()
    const { effects } = await changeName(office.as(office.ada), 'Countess')
    client.apply(effects)
    if (office.now() || office.testbed.mode.list) expect(effects).toEqual([])
    if (office.now()) expect(await office.ok({ client })).toBe(false)
  })

  test('a deleted account is gone, with its sessions as promised', async () => {
    const other = await office.again()
    await expect(deleteAccount(office.as(office.ada), 'wrong')).rejects.toEqual(refusal('wrong_password'))
    const promise = await deleteAccount(office.as(office.ada), ADAS_PASSWORD)
    expect(promise.effects).toEqual(office.testbed.mode.forget(office.ada.client.request()))
    expect(await office.testbed.stores.users.findById(office.ada.session.user.id)).toBeNull()
    expect(await office.ok(other)).toBe(!office.now())
    const happened = await office.types()
    expect(happened).toContain('account_deleted')
    expect(happened.filter((type) => type === 'session_revoked')).toHaveLength(office.testbed.mode.list ? 2 : office.elsewhere() ? 1 : 0)
    await expect(office.again()).rejects.toEqual(refusal('invalid_credentials'))
    if (promise.takesEffect === 'at-expiry') {
      office.testbed.turn(promise.at - office.testbed.now())
      expect(await office.ok(other)).toBe(false)
    }
  })

  /** Something that happens while the current password is being checked. */
  const during = (happens: () => Promise<unknown>) => {
    const { attempts } = office.testbed.stores
    const clear = async (key: string) => {
      await attempts.clear(key)
      if (key.startsWith('password ')) await happens()
    }
    const deps = office.as(office.ada)
    return { ...deps, stores: { ...office.testbed.stores, attempts: { ...attempts, clear } } }
  }

  test.each(['password', 'deletion'])('whoever signs in while the password is being checked is not spared (%s)', async (what) => {
    let late: SignedInClient | undefined
    const deps = during(async () => {
      office.testbed.turn(2000)
      late = await office.again()
    })
    const promise =
      what === 'password'
        ? (await changePassword(deps, { currentPassword: ADAS_PASSWORD, newPassword: NEW })).revocation
        : await deleteAccount(deps, ADAS_PASSWORD)
    if (!late) throw new Error('nobody signed in')
    if (promise.takesEffect === 'at-expiry') {
      office.testbed.turn(promise.at - office.testbed.now())
      await office.testbed.mode.renew?.(late.client.request()).then(({ effects }) => late?.client.apply(effects))
    }
    expect(await office.ok(late)).toBe(false)
  })

  test('whoever is disabled while their password is being checked is not signed in anew', async () => {
    const deps = during(async () => {
      office.testbed.turn(2000)
      await setAuthority(office.as(office.admin), office.ada.session.user.id, { disabled: true })
      office.testbed.turn(2000)
    })
    const issued: Client[] = []
    const mode: typeof office.testbed.mode = {
      ...office.testbed.mode,
      async issue(user, req) {
        const made = await office.testbed.mode.issue(user, req)
        const client = office.testbed.client()
        client.apply(made.effects)
        issued.push(client)
        return made
      },
    }
    await expect(changePassword({ ...deps, mode }, { currentPassword: ADAS_PASSWORD, newPassword: NEW })).rejects.toEqual(OVER)
    expect(await office.ok(office.ada)).toBe(!office.now())
    await office.testbed.stores.users.setAuthority(office.ada.session.user.id, { disabled: false }, ENDING)
    if (office.now()) for (const client of issued) expect(await office.ok({ client })).toBe(false)
  })

  test('guesses at the current password are limited, wherever they come from', async () => {
    for (let i = 0; i < 3; i++) await expect(deleteAccount(office.as(office.ada), 'wrong')).rejects.toEqual(refusal('wrong_password'))
    const moved = { ...office.as(office.ada), req: { ...office.ada.client.request(), device: { ip: '203.0.113.9', userAgent: null } } }
    await expect(deleteAccount(moved, ADAS_PASSWORD)).rejects.toEqual(refusal('rate_limited'))
    expect(await office.ok(await office.again())).toBe(true)
  })
})

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
