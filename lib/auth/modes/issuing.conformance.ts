import { expect, test } from 'vitest'
import { memoryStores } from '@/db/memory/stores'
import { COOKIE_LIMIT_BYTES } from '../credentials/cookies'
import { CONFIG, type Arena } from './arena.conformance'

/** Of every mode: what it issues, and what its facts say of that. */
export function issuingSuite({ testbed, signedIn, sending, held, credential }: Arena): void {
  test('accepts what it issued, as the session it issued', async () => {
    const { mode, browser, session, person, now } = await signedIn()
    expect(session).toMatchObject({ user: person, createdAt: now(), expiresAt: now() + CONFIG.idleMs })
    expect(await mode.verify(browser.request())).toMatchObject({ ok: true, session, fresh: true })
  })

  test('hands over one token, or sets cookies that scripts, other sites and plain http cannot use', async () => {
    const { mode, effects } = await signedIn()
    const { carrier, cookies, credentialName } = mode.facts
    if (carrier === 'authorization') {
      expect(cookies).toEqual([])
      expect(effects).toEqual([{ kind: 'hand-over', token: expect.any(String) as unknown, expiresIn: CONFIG.bearerMs / 1000 }])
      return
    }
    expect(cookies).toContain(credentialName)
    const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: true, maxAge: CONFIG.maxMs / 1000 }
    expect(effects).toEqual(
      cookies.map((cookie) => ({ kind: 'set-cookie', name: cookie, value: expect.any(String) as unknown, attributes })),
    )
    for (const cookie of cookies) expect(cookie).toMatch(/^__Host-stateside-/)
  })

  test('is sent by the browser, or by scripts alone, as its facts say', async () => {
    const { mode, client, effects, browser } = await signedIn()
    const { rscCanRead, readableByScript, crossSite } = mode.facts
    const ambient = client(browser.cookies)
    const navigates = (await mode.verify(ambient.request())).ok
    const handed = effects.some((effect) => effect.kind === 'hand-over')
    const seen = effects.some((effect) => effect.kind === 'set-cookie' && !effect.attributes.httpOnly)
    expect({ rscCanRead, readableByScript }).toEqual({ rscCanRead: navigates, readableByScript: handed || seen })
    expect(crossSite).toBe(navigates ? 'origin-check' : 'not-ambient')
    const verdict = await mode.verify(browser.request())
    if (!verdict.ok) throw new Error(verdict.reason)
    const inBrowser = mode.state(verdict, browser.request()).filter(({ where }) => where === 'browser')
    expect(inBrowser.some((entry) => entry.readableByScript)).toBe(readableByScript)
  })

  test('reads at a check what its facts say, and nothing else', async () => {
    const asked: string[] = []
    const heard = <T extends object>(what: string, port: T): T =>
      new Proxy(port, { get: (target, method): unknown => (asked.push(what), Reflect.get(target, method)) })
    const stores = memoryStores()
    const { sessions, users, revocations } = stores
    const { mode, browser } = await signedIn({
      stores: { ...stores, sessions: heard('row', sessions), users: heard('person', users), revocations: heard('revocation-list', revocations) },
    })
    asked.length = 0
    expect((await mode.verify(browser.request())).ok).toBe(true)
    expect(asked).toEqual(mode.facts.checkReads === 'nothing' ? [] : [mode.facts.checkReads])
  })

  test('is proven to be ours by what its facts say', async () => {
    const made = await signedIn()
    const { mode, browser } = made
    const verdict = await mode.verify(browser.request())
    if (!verdict.ok) throw new Error(verdict.reason)
    const { provenBy } = mode.facts
    expect(mode.state(verdict, browser.request()).some(({ where }) => where === 'server')).toBe(provenBy === 'key')
    // As plausible as ours, and not ours.
    const value = credential(mode, browser)
    const forged = value.slice(0, 8) + (value[8] === 'A' ? 'B' : 'A') + value.slice(9)
    const asked: string[] = []
    const trace = { step: (at: string) => void asked.push(at) }
    expect((await mode.verify({ ...sending(made, browser, [forged]), trace })).ok).toBe(false)
    expect(asked.includes('store')).toBe(provenBy === 'store')
  })

  test('is renewed by what its facts say', async () => {
    const { mode, browser } = await signedIn()
    const { renews, credentialName } = mode.facts
    expect(mode.renew !== undefined).toBe(renews !== 'never')
    if (!mode.renew) return
    const alone = browser.copy()
    for (const cookie of browser.cookies.keys()) if (cookie !== credentialName) alone.cookies.delete(cookie)
    const without = browser.copy()
    without.cookies.delete(credentialName)
    expect((await mode.renew(alone.request())).verdict.ok).toBe(renews === 'itself')
    expect((await mode.renew(without.request())).verdict.ok).toBe(renews === 'refresh-token')
  })

  test('stays below what browsers keep of a cookie, also for the longest name and address', async () => {
    const { mode, person, client } = await testbed()
    const long = { ...person, name: '𝕏'.repeat(100), email: `${'e'.repeat(242)}@example.com` }
    const { effects } = await mode.issue(long, client().request())
    for (const effect of effects) {
      if (effect.kind === 'set-cookie') expect(effect.name.length + 1 + effect.value.length).toBeLessThan(COOKIE_LIMIT_BYTES)
    }
  })

  test('never issues a credential twice, nor takes one that the client brought', async () => {
    const { mode, person, browser, session } = await signedIn()
    const before = held(mode, browser).map(([, value]) => value)
    const again = await mode.issue(person, browser.request())
    browser.apply(again.effects)
    expect(again.session.id).not.toBe(session.id)
    expect(before.length).toBeGreaterThan(0)
    for (const [, value] of held(mode, browser)) expect(before).not.toContain(value)
  })

  test('has a public session id that is no part of the credential', async () => {
    const { mode, browser, session } = await signedIn()
    for (const [, value] of held(mode, browser)) expect(value).not.toContain(session.id)
  })

  test('says where the state lives, without the credential', async () => {
    const { mode, browser } = await signedIn()
    const request = browser.request()
    const verdict = await mode.verify(request)
    if (!verdict.ok) throw new Error(verdict.reason)
    const state = mode.state(verdict, request)
    const content = state.filter(({ where }) => where === mode.facts.stateLives).flatMap((entry) => Object.keys(entry.content))
    expect(content.length).toBeGreaterThan(0)
    for (const [, value] of held(mode, browser)) expect(JSON.stringify(state)).not.toContain(value)
  })
}
