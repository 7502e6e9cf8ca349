import { beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '@/lib/problem'
import { INPUT, LOGIN, openAccounts, type Accounts } from '@/testkit/accounts'
import { eventsBody } from '../http/bodies'
import { ATTEMPT_WINDOW_MS } from './attempts'
import { flipOwnRole, signIn, SignInInput, signUp, SignUpInput } from './accounts'
import { newUser } from '@/lib/auth/credentials/identity'

const ENDING = { at: 1, by: null, why: 'account_disabled' } as const

let accounts: Accounts
beforeEach(async () => {
  accounts = await openAccounts()
})

const refusal = (code: Problem['code']) => expect.objectContaining({ name: 'Problem', code }) as unknown

describe('signing up', () => {
  test('makes a user, signs in, and writes both down', async () => {
    const { session } = await signUp(accounts.deps, INPUT, accounts.from('192.0.2.1'))
    expect(session.user).toMatchObject({ email: INPUT.email, name: INPUT.name, role: 'user' })
    expect(await accounts.events()).toEqual(['sign_up', 'sign_in'])
    expect(JSON.stringify(await accounts.testbed.stores.users.findByEmail(INPUT.email))).not.toContain(INPUT.password)
  })

  test('refuses a taken address, also when two come at once', async () => {
    const both = await Promise.allSettled([signUp(accounts.deps, INPUT, accounts.from(null)), signUp(accounts.deps, INPUT, accounts.from(null))])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(signUp(accounts.deps, INPUT, accounts.from(null))).rejects.toEqual(refusal('email_taken'))
  })

  test.each([
    ['email', { email: 'no address' }],
    ['email', { email: `${'a'.repeat(250)}@example.com` }],
    ['name', { name: '   ' }],
    ['name', { name: 'two\nlines' }],
    ['name', { name: 'two\u2028lines' }],
    ['name', { name: 'half \ud800' }],
    ['name', { name: 'turned \u202e' }],
    ['name', { name: 'n'.repeat(101) }],
    ['password', { password: '1234567' }],
    ['password', { password: 'p'.repeat(129) }],
    ['password', { password: 'password1' }],
    ['password', { password: 'PassWord1' }],
    ['role', { role: 'admin' }],
  ])('refuses a wrong %s: %j', (field, change) => {
    const parsed = SignUpInput.safeParse({ ...INPUT, ...change })
    const named = parsed.error?.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : issue.path))
    expect(named).toEqual([field])
  })

  test('counts a password’s characters, not its bytes', () => {
    expect(SignUpInput.safeParse({ ...INPUT, password: '𝕏'.repeat(128) }).success).toBe(true)
    expect(SignUpInput.safeParse({ ...INPUT, password: '𝕏'.repeat(7) }).success).toBe(false)
  })
})

describe('signing in', () => {
  beforeEach(async () => {
    await signUp(accounts.deps, INPUT, accounts.from('192.0.2.9'))
  })

  test('takes the address trimmed and in any case', () => {
    expect(SignInInput.parse({ email: '  ADA@Example.com ', password: 'p' }).email).toBe('ada@example.com')
  })

  test('answers an unknown account and a wrong password alike', async () => {
    await expect(signIn(accounts.deps, { ...LOGIN, password: 'wrong' }, accounts.from(null))).rejects.toEqual(refusal('invalid_credentials'))
    await expect(signIn(accounts.deps, { ...LOGIN, email: 'x@example.com' }, accounts.from(null))).rejects.toEqual(refusal('invalid_credentials'))
    const [unknown, known] = (await accounts.testbed.stores.events.list({ limit: 2 })).items
    expect(unknown).toMatchObject({ type: 'sign_in_failed', userId: null, actorId: null })
    expect(known).toMatchObject({ type: 'sign_in_failed', actorId: null })
    expect(known?.userId).not.toBeNull()
  })

  test('says that an account is disabled only after the right password', async () => {
    const user = await accounts.testbed.stores.users.findByEmail(INPUT.email)
    await accounts.testbed.stores.users.setAuthority(user?.user.id ?? '', { disabled: true }, ENDING)
    await expect(signIn(accounts.deps, { ...LOGIN, password: 'wrong' }, accounts.from(null))).rejects.toEqual(refusal('invalid_credentials'))
    await expect(signIn(accounts.deps, LOGIN, accounts.from(null))).rejects.toEqual(refusal('account_disabled'))
  })

  test('writes down every sign-in that was refused', async () => {
    await expect(signIn(accounts.deps, { ...LOGIN, password: 'a wrong password' }, accounts.from(null))).rejects.toEqual(refusal('invalid_credentials'))
    const { user } = (await accounts.testbed.stores.users.findByEmail(LOGIN.email)) ?? {}
    await accounts.testbed.stores.users.setAuthority(user?.id ?? '', { disabled: true }, ENDING)
    await expect(signIn(accounts.deps, LOGIN, accounts.from(null))).rejects.toEqual(refusal('account_disabled'))
    const failed = (await accounts.testbed.stores.events.list({ limit: 100, type: 'sign_in_failed' })).items
    expect(failed).toMatchObject([{ userId: user?.id, detail: 'the account is disabled' }, { userId: user?.id, detail: null }])
  })

  test('counts the refusals of one account from one network as one event, and a success apart', async () => {
    const { user } = (await accounts.testbed.stores.users.findByEmail(LOGIN.email)) ?? {}
    for (const ip of ['2001:db8::1', '2001:db8::2', '2001:db8:1::1']) {
      await expect(signIn(accounts.deps, { ...LOGIN, password: 'a wrong password' }, accounts.from(ip))).rejects.toEqual(refusal('invalid_credentials'))
      accounts.testbed.turn(1000)
    }
    await signIn(accounts.deps, LOGIN, accounts.from('2001:db8::1'))
    const { items } = await accounts.testbed.stores.events.list({ limit: 3 })
    expect(items).toMatchObject([
      { type: 'sign_in', times: 1 },
      { type: 'sign_in_failed', ip: '2001:db8:1::1', userId: user?.id, times: 1 },
      { type: 'sign_in_failed', ip: '2001:db8::1', userId: user?.id, times: 2, lastAt: accounts.testbed.now() - 2000 },
    ])
    expect(eventsBody({ items: items.slice(2), next: null }).events[0]?.detail).toMatch(/^2 times, last at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/)
  })

  test('writes what a browser calls itself on one line', async () => {
    const sent = { ...accounts.testbed.client().request(), device: { ip: null, userAgent: 'Moz\u0085illa\u2028 5\t0' } }
    await signIn(accounts.deps, LOGIN, sent)
    expect((await accounts.testbed.stores.events.list({ limit: 1 })).items[0]?.userAgent).toBe('Moz illa  5 0')
  })

  test('a person without a password cannot sign in with one', async () => {
    await accounts.testbed.stores.users.create(newUser({ email: 'o@example.com', name: 'O' }, 1), null)
    await expect(signIn(accounts.deps, { email: 'o@example.com', password: '' }, accounts.from(null))).rejects.toEqual(refusal('invalid_credentials'))
  })

  test('after too many failures waits for the window, also with the right password', async () => {
    for (let i = 0; i < 3; i++) {
      await expect(signIn(accounts.deps, { ...LOGIN, password: 'wrong' }, accounts.from('192.0.2.1'))).rejects.toEqual(refusal('invalid_credentials'))
    }
    const refused = await signIn(accounts.deps, LOGIN, accounts.from('192.0.2.1')).catch((error: unknown) => error as Problem)
    expect(refused).toMatchObject({ code: 'rate_limited', extra: { headers: { 'retry-after': String(ATTEMPT_WINDOW_MS / 1000) } } })
    accounts.testbed.turn(ATTEMPT_WINDOW_MS)
    await expect(signIn(accounts.deps, LOGIN, accounts.from('192.0.2.1'))).resolves.toBeDefined()
  })

  test('a stranger’s failures lock nobody out elsewhere', async () => {
    for (let i = 0; i < 4; i++) await signIn(accounts.deps, { ...LOGIN, password: 'wrong' }, accounts.from('203.0.113.7')).catch(() => null)
    await expect(signIn(accounts.deps, LOGIN, accounts.from('192.0.2.1'))).resolves.toBeDefined()
  })

  test('guesses made at the same instant do not pass the limit together', async () => {
    const guesses = Array.from({ length: 8 }, () => signIn(accounts.deps, { ...LOGIN, password: 'wrong' }, accounts.from('192.0.2.1')))
    const codes = (await Promise.allSettled(guesses)).map((guess) => (guess as { reason: Problem }).reason.code)
    expect(codes.filter((code) => code === 'invalid_credentials')).toHaveLength(3)
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(5)
  })

  test('success forgets the failures before it', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 2; i++) await signIn(accounts.deps, { ...LOGIN, password: 'wrong' }, accounts.from('192.0.2.1')).catch(() => null)
      await expect(signIn(accounts.deps, LOGIN, accounts.from('192.0.2.1'))).resolves.toBeDefined()
    }
  })

  test('ends the session that this browser had', async () => {
    const browser = accounts.testbed.client()
    browser.apply((await signIn(accounts.deps, LOGIN, browser.request())).effects)
    const before = browser.copy()
    browser.apply((await signIn(accounts.deps, LOGIN, browser.request())).effects)
    expect(await accounts.testbed.mode.verify(before.request())).toMatchObject({ ok: false, reason: 'revoked' })
    expect(await accounts.testbed.mode.verify(browser.request())).toMatchObject({ ok: true })
    expect((await accounts.events()).filter((type) => type === 'session_revoked')).toHaveLength(1)
  })

  test('the addresses of one IPv6 network count as one', async () => {
    const guess = (ip: string) => signIn(accounts.deps, { ...LOGIN, password: 'wrong' }, accounts.from(ip)).catch((error: unknown) => (error as Problem).code)
    for (const ip of ['2001:db8::1', '2001:db8:0:0:1::', '2001:0db8::ffff:1']) expect(await guess(ip)).toBe('invalid_credentials')
    expect(await guess('2001:db8::abcd')).toBe('rate_limited')
    expect(await guess('2001:db8:0:1::1')).toBe('invalid_credentials')
  })
})

describe('a demo person who changes their own role', () => {
  const demo = async (role: 'user' | 'admin') => {
    const user = newUser({ email: `${role}@example.com`, name: role, role }, accounts.testbed.now())
    await accounts.testbed.stores.users.createDemo(user, 'a hash')
    const client = accounts.testbed.client()
    client.apply((await accounts.testbed.mode.issue(user, client.request())).effects)
    return { user, client }
  }

  test('does so on record, while a demo admin is there for everybody', async () => {
    const { user, client } = await demo('user')
    await demo('admin')
    expect(await flipOwnRole(accounts.deps, client.request(), false)).toEqual({ role: 'admin' })
    expect(await flipOwnRole(accounts.deps, client.request(), false)).toEqual({ role: 'user' })
    const [event] = (await accounts.testbed.stores.events.list({ limit: 1 })).items
    expect(event).toMatchObject({ type: 'role_changed', userId: user.id, actorId: user.id, detail: 'to user' })
  })

  test('may not without one, but for development, and never without demo people', async () => {
    const { client } = await demo('user')
    await expect(flipOwnRole(accounts.deps, client.request(), false)).rejects.toEqual(refusal('forbidden'))
    await expect(flipOwnRole(accounts.deps, client.request(), null)).rejects.toEqual(refusal('forbidden'))
    await demo('admin')
    await expect(flipOwnRole(accounts.deps, client.request(), null)).rejects.toEqual(refusal('forbidden'))
    expect(await flipOwnRole(accounts.deps, client.request(), true)).toEqual({ role: 'admin' })
  })

  test('must be signed in, as somebody whom the seed made', async () => {
    await demo('admin')
    await expect(flipOwnRole(accounts.deps, accounts.testbed.client().request(), true)).rejects.toEqual(refusal('missing'))
    const { effects } = await signUp(accounts.deps, INPUT, accounts.from(null))
    const client = accounts.testbed.client()
    client.apply(effects)
    await expect(flipOwnRole(accounts.deps, client.request(), true)).rejects.toEqual(refusal('forbidden'))
    expect(await accounts.events()).not.toContain('role_changed')
  })
})
