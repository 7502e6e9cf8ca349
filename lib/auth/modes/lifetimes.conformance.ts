import { expect, test } from 'vitest'
import { newSecret } from '@/testkit/testbed'
import { CONFIG, type Arena } from './arena.conformance'

/** Of every mode: when it ends by itself. */
export function lifetimesSuite({ signedIn }: Arena): void {
  test('ends at the idle limit, to the millisecond', async () => {
    const { mode, browser, turn } = await signedIn()
    turn(CONFIG.idleMs - 1)
    expect(await mode.verify(browser.request())).toMatchObject({ ok: true, fresh: mode.renew === undefined })
    turn(1)
    expect(await mode.verify(browser.request())).toEqual({ ok: false, reason: 'expired' })
  })

  test('limits that were lowered since hold for sessions that were there before', async () => {
    const secrets = [newSecret()] as const
    const made = await signedIn({ secrets })
    made.turn(20_000)
    for (const limits of [{ idleMs: 20_000 }, { maxMs: 20_000 }]) {
      const mode = made.withConfig({ ...CONFIG, ...limits })
      expect(await mode.verify(made.browser.request())).toEqual({ ok: false, reason: 'expired' })
    }
  })

  test.each([{}, { idleMs: 20_000 }, { maxMs: 20_000 }])('says to the millisecond when it will be refused, with %o', async (lowered) => {
    const made = await signedIn()
    const mode = made.withConfig({ ...CONFIG, ...lowered })
    const verdict = await mode.verify(made.browser.request())
    if (!verdict.ok) throw new Error('it was refused')
    made.turn((verdict.until ?? verdict.session.expiresAt) - made.now() - 1)
    expect(await mode.verify(made.browser.request())).toMatchObject({ ok: true })
    made.turn(1)
    expect(await mode.verify(made.browser.request())).toEqual({ ok: false, reason: 'expired' })
  })

  test('renewing extends it, and keeps its id and its beginning', async () => {
    const { mode, browser, turn, session, now } = await signedIn()
    if (!mode.renew) return
    turn(CONFIG.idleMs - 1)
    const { verdict, effects } = await mode.renew(browser.request())
    browser.apply(effects)
    expect(verdict).toMatchObject({
      ok: true,
      fresh: true,
      session: { id: session.id, createdAt: session.createdAt, expiresAt: now() + CONFIG.idleMs },
    })
    turn(CONFIG.idleMs - 1)
    expect(await mode.verify(browser.request())).toMatchObject({ ok: true })
  })

  test('constant renewing still ends at the absolute limit', async () => {
    const { mode, browser, turn, session, now } = await signedIn()
    if (!mode.renew) return
    const end = session.createdAt + CONFIG.maxMs
    while (now() < end - 1) {
      turn(Math.min(CONFIG.idleMs / 2, end - 1 - now()))
      const { verdict, effects } = await mode.renew(browser.request())
      browser.apply(effects)
      expect(verdict.ok && verdict.session.expiresAt <= end).toBe(true)
    }
    expect(await mode.verify(browser.request())).toMatchObject({ ok: true })
    turn(1)
    expect(await mode.verify(browser.request())).toEqual({ ok: false, reason: 'expired' })
    expect(await mode.renew(browser.request())).toMatchObject({ verdict: { ok: false, reason: 'expired' }, effects: [] })
  })
}
