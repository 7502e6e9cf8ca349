import { beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '@/lib/problem'
import { makeTestbed, type Testbed } from '@/testkit/testbed'
import { ATTEMPT_WINDOW_MS } from './attempts'
import { signIn, signUp } from './accounts'
import type { PasswordServices } from './acting'
import type { AuthRequest } from '../auth/contract'
import { MODE_NAMES } from '../auth/modes'
import { passwordQueue } from './password-queue'
import { verifyPassword } from './password'

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
