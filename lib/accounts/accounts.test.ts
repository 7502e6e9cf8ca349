import { beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '@/lib/problem'
import { makeTestbed, type Testbed } from '@/testkit/testbed'
import { eventsBody } from '../http/bodies'
import { ATTEMPT_WINDOW_MS } from './attempts'
import { flipOwnRole, renew, signIn, SignInInput, signOut, signUp, SignUpInput } from './accounts'
import type { PasswordServices } from './acting'
import type { AuthRequest } from '../auth/contract'
import { MODE_NAMES } from '../auth/modes'
import { passwordQueue } from './password-queue'
import { verifyPassword } from './password'
import { newUser } from '@/lib/auth/credentials/identity'

const ENDING = { at: 1, by: null, why: 'account_disabled' } as const
const INPUT = { email: 'ada@example.com', name: 'Ada', password: 'a long enough one' }
const LOGIN = { email: INPUT.email, password: INPUT.password }

let testbed: Testbed
let deps: PasswordServices
beforeEach(async () => {
  testbed = await makeTestbed('database')
  deps = { mode: testbed.mode, stores: testbed.stores, passwords: { signInAttempts: 3, addressAttempts: 100, queue: passwordQueue(), verify: verifyPassword } }
})

const from = (ip: string | null): AuthRequest => ({ ...testbed.client().request(), device: { ip, userAgent: 'browser' } })
const events = async () => (await testbed.stores.events.list({ limit: 10 })).items.map(({ type }) => type).reverse()
const refusal = (code: Problem['code']) => expect.objectContaining({ name: 'Problem', code }) as unknown

describe('signing up', () => {
  test('makes a user, signs in, and writes both down', async () => {
    const { session } = await signUp(deps, INPUT, from('192.0.2.1'))
    expect(session.user).toMatchObject({ email: INPUT.email, name: INPUT.name, role: 'user' })
    expect(await events()).toEqual(['sign_up', 'sign_in'])
    expect(JSON.stringify(await testbed.stores.users.findByEmail(INPUT.email))).not.toContain(INPUT.password)
  })

  test('refuses a taken address, also when two come at once', async () => {
    const both = await Promise.allSettled([signUp(deps, INPUT, from(null)), signUp(deps, INPUT, from(null))])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(signUp(deps, INPUT, from(null))).rejects.toEqual(refusal('email_taken'))
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
    await signUp(deps, INPUT, from('192.0.2.9'))
  })

  test('takes the address trimmed and in any case', () => {
    expect(SignInInput.parse({ email: '  ADA@Example.com ', password: 'p' }).email).toBe('ada@example.com')
  })

  test('answers an unknown account and a wrong password alike', async () => {
    await expect(signIn(deps, { ...LOGIN, password: 'wrong' }, from(null))).rejects.toEqual(refusal('invalid_credentials'))
    await expect(signIn(deps, { ...LOGIN, email: 'x@example.com' }, from(null))).rejects.toEqual(refusal('invalid_credentials'))
    const [unknown, known] = (await testbed.stores.events.list({ limit: 2 })).items
    expect(unknown).toMatchObject({ type: 'sign_in_failed', userId: null, actorId: null })
    expect(known).toMatchObject({ type: 'sign_in_failed', actorId: null })
    expect(known?.userId).not.toBeNull()
  })

  test('says that an account is disabled only after the right password', async () => {
    const user = await testbed.stores.users.findByEmail(INPUT.email)
    await testbed.stores.users.setAuthority(user?.user.id ?? '', { disabled: true }, ENDING)
    await expect(signIn(deps, { ...LOGIN, password: 'wrong' }, from(null))).rejects.toEqual(refusal('invalid_credentials'))
    await expect(signIn(deps, LOGIN, from(null))).rejects.toEqual(refusal('account_disabled'))
  })

  test('writes down every sign-in that was refused', async () => {
    await expect(signIn(deps, { ...LOGIN, password: 'a wrong password' }, from(null))).rejects.toEqual(refusal('invalid_credentials'))
    const { user } = (await testbed.stores.users.findByEmail(LOGIN.email)) ?? {}
    await testbed.stores.users.setAuthority(user?.id ?? '', { disabled: true }, ENDING)
    await expect(signIn(deps, LOGIN, from(null))).rejects.toEqual(refusal('account_disabled'))
    const failed = (await testbed.stores.events.list({ limit: 100, type: 'sign_in_failed' })).items
    expect(failed).toMatchObject([{ userId: user?.id, detail: 'the account is disabled' }, { userId: user?.id, detail: null }])
  })

  test('counts the refusals of one account from one network as one event, and a success apart', async () => {
    const { user } = (await testbed.stores.users.findByEmail(LOGIN.email)) ?? {}
    for (const ip of ['2001:db8::1', '2001:db8::2', '2001:db8:1::1']) {
      await expect(signIn(deps, { ...LOGIN, password: 'a wrong password' }, from(ip))).rejects.toEqual(refusal('invalid_credentials'))
      testbed.turn(1000)
    }
    await signIn(deps, LOGIN, from('2001:db8::1'))
    const { items } = await testbed.stores.events.list({ limit: 3 })
    expect(items).toMatchObject([
      { type: 'sign_in', times: 1 },
      { type: 'sign_in_failed', ip: '2001:db8:1::1', userId: user?.id, times: 1 },
      { type: 'sign_in_failed', ip: '2001:db8::1', userId: user?.id, times: 2, lastAt: testbed.now() - 2000 },
    ])
    expect(eventsBody({ items: items.slice(2), next: null }).events[0]?.detail).toMatch(/^2 times, last at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/)
  })

  test('writes what a browser calls itself on one line', async () => {
    const sent = { ...testbed.client().request(), device: { ip: null, userAgent: 'Moz\u0085illa\u2028 5\t0' } }
    await signIn(deps, LOGIN, sent)
    expect((await testbed.stores.events.list({ limit: 1 })).items[0]?.userAgent).toBe('Moz illa  5 0')
  })

  test('a person without a password cannot sign in with one', async () => {
    await testbed.stores.users.create(newUser({ email: 'o@example.com', name: 'O' }, 1), null)
    await expect(signIn(deps, { email: 'o@example.com', password: '' }, from(null))).rejects.toEqual(refusal('invalid_credentials'))
  })

  test('after too many failures waits for the window, also with the right password', async () => {
    for (let i = 0; i < 3; i++) {
      await expect(signIn(deps, { ...LOGIN, password: 'wrong' }, from('192.0.2.1'))).rejects.toEqual(refusal('invalid_credentials'))
    }
    const refused = await signIn(deps, LOGIN, from('192.0.2.1')).catch((error: unknown) => error as Problem)
    expect(refused).toMatchObject({ code: 'rate_limited', extra: { headers: { 'retry-after': String(ATTEMPT_WINDOW_MS / 1000) } } })
    testbed.turn(ATTEMPT_WINDOW_MS)
    await expect(signIn(deps, LOGIN, from('192.0.2.1'))).resolves.toBeDefined()
  })

  test('a stranger’s failures lock nobody out elsewhere', async () => {
    for (let i = 0; i < 4; i++) await signIn(deps, { ...LOGIN, password: 'wrong' }, from('203.0.113.7')).catch(() => null)
    await expect(signIn(deps, LOGIN, from('192.0.2.1'))).resolves.toBeDefined()
  })

  test('guesses made at the same instant do not pass the limit together', async () => {
    const guesses = Array.from({ length: 8 }, () => signIn(deps, { ...LOGIN, password: 'wrong' }, from('192.0.2.1')))
    const codes = (await Promise.allSettled(guesses)).map((guess) => (guess as { reason: Problem }).reason.code)
    expect(codes.filter((code) => code === 'invalid_credentials')).toHaveLength(3)
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(5)
  })

  test('success forgets the failures before it', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 2; i++) await signIn(deps, { ...LOGIN, password: 'wrong' }, from('192.0.2.1')).catch(() => null)
      await expect(signIn(deps, LOGIN, from('192.0.2.1'))).resolves.toBeDefined()
    }
  })

  test('ends the session that this browser had', async () => {
    const browser = testbed.client()
    browser.apply((await signIn(deps, LOGIN, browser.request())).effects)
    const before = browser.copy()
    browser.apply((await signIn(deps, LOGIN, browser.request())).effects)
    expect(await testbed.mode.verify(before.request())).toMatchObject({ ok: false, reason: 'revoked' })
    expect(await testbed.mode.verify(browser.request())).toMatchObject({ ok: true })
    expect((await events()).filter((type) => type === 'session_revoked')).toHaveLength(1)
  })

  test('the addresses of one IPv6 network count as one', async () => {
    const guess = (ip: string) => signIn(deps, { ...LOGIN, password: 'wrong' }, from(ip)).catch((error: unknown) => (error as Problem).code)
    for (const ip of ['2001:db8::1', '2001:db8:0:0:1::', '2001:0db8::ffff:1']) expect(await guess(ip)).toBe('invalid_credentials')
    expect(await guess('2001:db8::abcd')).toBe('rate_limited')
    expect(await guess('2001:db8:0:1::1')).toBe('invalid_credentials')
  })
})

describe('work with passwords', () => {
  const guess = { ...LOGIN, password: 'a wrong password' }
  const limited = (limit: number): PasswordServices => ({ ...deps, passwords: { ...deps.passwords, addressAttempts: limit } })
  const codeOf = (tried: Promise<unknown>) => tried.then(() => 'ok', (error: unknown) => (error as Problem).code)
  const person = (n: number) => ({ ...INPUT, email: `person-${String(n)}@example.com` })

  test('counts by address whatever the account and however it ends, and says how long to wait', async () => {
    const few = limited(4)
    const office = '192.0.2.1'
    expect(await codeOf(signUp(few, INPUT, from(office)))).toBe('ok')
    expect(await codeOf(signUp(few, INPUT, from(office)))).toBe('email_taken')
    expect(await codeOf(signIn(few, LOGIN, from(office)))).toBe('ok')
    testbed.turn(60_000)
    expect(await codeOf(signIn(few, { ...guess, email: 'nobody@example.com' }, from(office)))).toBe('invalid_credentials')
    for (const refused of [signIn(few, LOGIN, from(office)), signUp(few, person(2), from('::ffff:c000:201'))]) {
      await expect(refused).rejects.toMatchObject({ code: 'rate_limited', extra: { headers: { 'retry-after': String(ATTEMPT_WINDOW_MS / 1000 - 60) } } })
    }
    expect(await codeOf(signIn(few, LOGIN, from('192.0.2.2')))).toBe('ok')
    testbed.turn(ATTEMPT_WINDOW_MS - 60_000)
    expect(await codeOf(signIn(few, LOGIN, from(office)))).toBe('ok')
  })

  test('of an account takes no place from its address when it is refused for the account’s sake', async () => {
    await signUp(deps, INPUT, from(null))
    const few = limited(5)
    for (let i = 0; i < 9; i++) await codeOf(signIn(few, guess, from('192.0.2.1')))
    expect(await codeOf(signUp(few, person(1), from('192.0.2.1')))).toBe('ok')
  })

  /** Another's work that is under way, until it is `over`, in a queue with room for `mostWaiting` more. */
  function occupied(mostWaiting: number) {
    const queue = passwordQueue({ atOnce: 1, mostWaiting })
    return { over: queue.enter(() => false).over, busy: { ...deps, passwords: { ...deps.passwords, queue } } }
  }

  test('beyond what can be done soon is refused alike for everybody, takes no place and leaves no event', async () => {
    await signUp(deps, INPUT, from(null))
    const before = await events()
    const { over, busy } = occupied(0)
    const refusals = [signIn(busy, LOGIN, from('192.0.2.1')), signIn(busy, { ...guess, email: 'nobody@example.com' }, from('192.0.2.1')), signUp(busy, person(1), from('192.0.2.1'))]
    const answers = await Promise.all(refusals.map((refused) => refused.catch((error: unknown) => error as Problem)))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ code: 'busy', extra: { headers: { 'retry-after': '3' } } })
    for (let i = 0; i < 9; i++) expect(await codeOf(signIn(busy, guess, from('192.0.2.1')))).toBe('busy')
    expect(await events()).toEqual(before)
    over()
    expect(await codeOf(signIn({ ...busy, passwords: { ...busy.passwords, addressAttempts: 1 } }, LOGIN, from('192.0.2.1')))).toBe('ok')
  })

  test('beyond a limit is refused for that, also where nothing more can be done soon', async () => {
    const { busy } = occupied(0)
    await testbed.stores.attempts.take([{ key: 'address 192.0.2.1', limit: 1 }], ATTEMPT_WINDOW_MS, testbed.now())
    const few = { ...busy, passwords: { ...busy.passwords, addressAttempts: 1 } }
    expect(await codeOf(signIn(few, LOGIN, from('192.0.2.1')))).toBe('rate_limited')
    expect(await codeOf(signIn(few, LOGIN, from('192.0.2.2')))).toBe('busy')
  })

  test('is not begun for a client that left; that was no try, but it was asked of this address', async () => {
    await signUp(deps, INPUT, from(null))
    const { over, busy } = occupied(9)
    let left = false
    const asked = Array.from({ length: 3 }, () => codeOf(signIn(busy, guess, { ...from('192.0.2.1'), gone: () => left })))
    // They wait for their turn; whoever comes fourth has no try left at this account.
    await expect.poll(() => testbed.stores.attempts.wait([{ key: `${LOGIN.email} 192.0.2.1`, limit: 3 }], ATTEMPT_WINDOW_MS, testbed.now())).toBeGreaterThan(0)
    left = true
    over()
    expect(await Promise.all(asked)).toEqual(['busy', 'busy', 'busy'])
    expect((await events()).filter((type) => type === 'sign_in_failed')).toEqual([])
    const ofAddress = (addressAttempts: number) => ({ ...busy, passwords: { ...busy.passwords, addressAttempts } })
    expect(await codeOf(signIn(ofAddress(3), LOGIN, from('192.0.2.1')))).toBe('rate_limited')
    expect(await codeOf(signIn(ofAddress(4), LOGIN, from('192.0.2.1')))).toBe('ok')
  })
})

describe.each(MODE_NAMES)('in %s mode', (name) => {
  test('a check of a session does not wait for the passwords that wait', async () => {
    const made = await makeTestbed(name)
    const browser = made.client()
    browser.apply((await made.mode.issue(made.person, browser.request())).effects)
    let hashed = 0
    const guesses = Array.from({ length: 40 }, (_, n) =>
      signIn({ ...deps, mode: made.mode, stores: made.stores }, { ...LOGIN, email: `${String(n)}@example.com` }, from(null)).catch(() => hashed++),
    )
    // Its hash is made, so the others have theirs under way or wait.
    await Promise.race(guesses)
    expect(await made.mode.verify(browser.request())).toMatchObject({ ok: true })
    expect(hashed).toBeLessThan(20)
    await Promise.all(guesses)
    expect(hashed).toBe(40)
  })
})

describe('signing out', () => {
  test('without a session promises "now" and clears what came', async () => {
    expect(await signOut(deps, testbed.client().request())).toEqual({ takesEffect: 'now', effects: [], ended: [] })
    const stale = testbed.client(new Map([['stateside-database', 'stale']]))
    expect((await signOut(deps, stale.request())).effects).toMatchObject([{ kind: 'clear-cookie' }])
    expect(await events()).toEqual([])
  })

  test('with a copy that cannot be ended is one event, however often', async () => {
    const jwt = await makeTestbed('jwt')
    const pair: PasswordServices = { ...deps, mode: jwt.mode, stores: jwt.stores }
    const browser = jwt.client()
    browser.apply((await signUp(pair, INPUT, browser.request())).effects)
    for (let i = 0; i < 3; i++) await signOut(pair, browser.request())
    expect((await jwt.stores.events.list({ limit: 9, type: 'sign_out' })).items).toMatchObject([{ times: 3 }])
  })

  test('ends the session and writes it down', async () => {
    const browser = testbed.client()
    browser.apply((await signUp(deps, INPUT, browser.request())).effects)
    browser.apply((await signOut(deps, browser.request())).effects)
    expect(browser.cookies.size).toBe(0)
    expect(await events()).toEqual(['sign_up', 'sign_in', 'sign_out', 'session_revoked'])
  })
})

describe('a pair of tokens', () => {
  async function withPair() {
    const made = await makeTestbed('hybrid')
    const pair: PasswordServices = { ...deps, mode: made.mode, stores: made.stores }
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

describe('a demo person who changes their own role', () => {
  const demo = async (role: 'user' | 'admin') => {
    const user = newUser({ email: `${role}@example.com`, name: role, role }, testbed.now())
    await testbed.stores.users.createDemo(user, 'a hash')
    const client = testbed.client()
    client.apply((await testbed.mode.issue(user, client.request())).effects)
    return { user, client }
  }

  test('does so on record, while a demo admin is there for everybody', async () => {
    const { user, client } = await demo('user')
    await demo('admin')
    expect(await flipOwnRole(deps, client.request(), false)).toEqual({ role: 'admin' })
    expect(await flipOwnRole(deps, client.request(), false)).toEqual({ role: 'user' })
    const [event] = (await testbed.stores.events.list({ limit: 1 })).items
    expect(event).toMatchObject({ type: 'role_changed', userId: user.id, actorId: user.id, detail: 'to user' })
  })

  test('may not without one, but for development, and never without demo people', async () => {
    const { client } = await demo('user')
    await expect(flipOwnRole(deps, client.request(), false)).rejects.toEqual(refusal('forbidden'))
    await expect(flipOwnRole(deps, client.request(), null)).rejects.toEqual(refusal('forbidden'))
    await demo('admin')
    await expect(flipOwnRole(deps, client.request(), null)).rejects.toEqual(refusal('forbidden'))
    expect(await flipOwnRole(deps, client.request(), true)).toEqual({ role: 'admin' })
  })

  test('must be signed in, as somebody whom the seed made', async () => {
    await demo('admin')
    await expect(flipOwnRole(deps, testbed.client().request(), true)).rejects.toEqual(refusal('missing'))
    const { effects } = await signUp(deps, INPUT, from(null))
    const client = testbed.client()
    client.apply(effects)
    await expect(flipOwnRole(deps, client.request(), true)).rejects.toEqual(refusal('forbidden'))
    expect(await events()).not.toContain('role_changed')
  })
})
