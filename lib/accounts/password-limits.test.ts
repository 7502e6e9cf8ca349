import { beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '@/lib/problem'
import { INPUT, LOGIN, openAccounts, type Accounts } from '@/testkit/accounts'
import { makeTestbed } from '@/testkit/testbed'
import { ATTEMPT_WINDOW_MS } from './attempts'
import { signIn, signUp } from './accounts'
import type { PasswordServices } from './acting'
import { MODE_NAMES } from '../auth/modes'
import { passwordQueue } from './password-queue'

let accounts: Accounts
beforeEach(async () => {
  accounts = await openAccounts()
})

describe('work with passwords', () => {
  const guess = { ...LOGIN, password: 'a wrong password' }
  const limited = (limit: number): PasswordServices => ({ ...accounts.deps, passwords: { ...accounts.deps.passwords, addressAttempts: limit } })
  const codeOf = (tried: Promise<unknown>) => tried.then(() => 'ok', (error: unknown) => (error as Problem).code)
  const person = (n: number) => ({ ...INPUT, email: `person-${String(n)}@example.com` })

  test('counts by address whatever the account and however it ends, and says how long to wait', async () => {
    const few = limited(4)
    const office = '192.0.2.1'
    expect(await codeOf(signUp(few, INPUT, accounts.from(office)))).toBe('ok')
    expect(await codeOf(signUp(few, INPUT, accounts.from(office)))).toBe('email_taken')
    expect(await codeOf(signIn(few, LOGIN, accounts.from(office)))).toBe('ok')
    accounts.testbed.turn(60_000)
    expect(await codeOf(signIn(few, { ...guess, email: 'nobody@example.com' }, accounts.from(office)))).toBe('invalid_credentials')
    for (const refused of [signIn(few, LOGIN, accounts.from(office)), signUp(few, person(2), accounts.from('::ffff:c000:201'))]) {
      await expect(refused).rejects.toMatchObject({ code: 'rate_limited', extra: { headers: { 'retry-after': String(ATTEMPT_WINDOW_MS / 1000 - 60) } } })
    }
    expect(await codeOf(signIn(few, LOGIN, accounts.from('192.0.2.2')))).toBe('ok')
    accounts.testbed.turn(ATTEMPT_WINDOW_MS - 60_000)
    expect(await codeOf(signIn(few, LOGIN, accounts.from(office)))).toBe('ok')
  })

  test('of an account takes no place from its address when it is refused for the account’s sake', async () => {
    await signUp(accounts.deps, INPUT, accounts.from(null))
    const few = limited(5)
    for (let i = 0; i < 9; i++) await codeOf(signIn(few, guess, accounts.from('192.0.2.1')))
    expect(await codeOf(signUp(few, person(1), accounts.from('192.0.2.1')))).toBe('ok')
  })

  /** Another's work that is under way, until it is `over`, in a queue with room for `mostWaiting` more. */
  function occupied(mostWaiting: number) {
    const queue = passwordQueue({ atOnce: 1, mostWaiting })
    return { over: queue.enter(() => false).over, busy: { ...accounts.deps, passwords: { ...accounts.deps.passwords, queue } } }
  }

  test('beyond what can be done soon is refused alike for everybody, takes no place and leaves no event', async () => {
    await signUp(accounts.deps, INPUT, accounts.from(null))
    const before = await accounts.events()
    const { over, busy } = occupied(0)
    const refusals = [signIn(busy, LOGIN, accounts.from('192.0.2.1')), signIn(busy, { ...guess, email: 'nobody@example.com' }, accounts.from('192.0.2.1')), signUp(busy, person(1), accounts.from('192.0.2.1'))]
    const answers = await Promise.all(refusals.map((refused) => refused.catch((error: unknown) => error as Problem)))
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ code: 'busy', extra: { headers: { 'retry-after': '3' } } })
    for (let i = 0; i < 9; i++) expect(await codeOf(signIn(busy, guess, accounts.from('192.0.2.1')))).toBe('busy')
    expect(await accounts.events()).toEqual(before)
    over()
    expect(await codeOf(signIn({ ...busy, passwords: { ...busy.passwords, addressAttempts: 1 } }, LOGIN, accounts.from('192.0.2.1')))).toBe('ok')
  })

  test('beyond a limit is refused for that, also where nothing more can be done soon', async () => {
    const { busy } = occupied(0)
    await accounts.testbed.stores.attempts.take([{ key: 'address 192.0.2.1', limit: 1 }], ATTEMPT_WINDOW_MS, accounts.testbed.now())
    const few = { ...busy, passwords: { ...busy.passwords, addressAttempts: 1 } }
    expect(await codeOf(signIn(few, LOGIN, accounts.from('192.0.2.1')))).toBe('rate_limited')
    expect(await codeOf(signIn(few, LOGIN, accounts.from('192.0.2.2')))).toBe('busy')
  })

  test('is not begun for a client that left; that was no try, but it was asked of this address', async () => {
    await signUp(accounts.deps, INPUT, accounts.from(null))
    const { over, busy } = occupied(9)
    let left = false
    const asked = Array.from({ length: 3 }, () => codeOf(signIn(busy, guess, { ...accounts.from('192.0.2.1'), gone: () => left })))
    // They wait for their turn; whoever comes fourth has no try left at this account.
    await expect.poll(() => accounts.testbed.stores.attempts.wait([{ key: `${LOGIN.email} 192.0.2.1`, limit: 3 }], ATTEMPT_WINDOW_MS, accounts.testbed.now())).toBeGreaterThan(0)
    left = true
    over()
    expect(await Promise.all(asked)).toEqual(['busy', 'busy', 'busy'])
    expect((await accounts.events()).filter((type) => type === 'sign_in_failed')).toEqual([])
    const ofAddress = (addressAttempts: number) => ({ ...busy, passwords: { ...busy.passwords, addressAttempts } })
    expect(await codeOf(signIn(ofAddress(3), LOGIN, accounts.from('192.0.2.1')))).toBe('rate_limited')
    expect(await codeOf(signIn(ofAddress(4), LOGIN, accounts.from('192.0.2.1')))).toBe('ok')
  })
})

describe.each(MODE_NAMES)('in %s mode', (name) => {
  test('a check of a session does not wait for the passwords that wait', async () => {
    const made = await makeTestbed(name)
    const browser = made.client()
    browser.apply((await made.mode.issue(made.person, browser.request())).effects)
    let hashed = 0
    const guesses = Array.from({ length: 40 }, (_, n) =>
      signIn({ ...accounts.deps, mode: made.mode, stores: made.stores }, { ...LOGIN, email: `${String(n)}@example.com` }, accounts.from(null)).catch(() => hashed++),
    )
    // Its hash is made, so the others have theirs under way or wait.
    await Promise.race(guesses)
    expect(await made.mode.verify(browser.request())).toMatchObject({ ok: true })
    expect(hashed).toBeLessThan(20)
    await Promise.all(guesses)
    expect(hashed).toBe(40)
  })
})
