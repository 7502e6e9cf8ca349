import { expect, test } from 'vitest'
import type { Revocation, SessionQuery } from '../contract'
import { newUser } from '../credentials/identity'
import type { Testbed, Client } from '@/testkit/testbed'
import { CAUSE, CONFIG, type Arena } from './arena.conformance'

/** Of every mode: what is ended, changed and told. */
export function endingSuite({ signedIn, sending }: Arena): void {
  test('a changed role is felt at the next request or at the renewal, as the mode says', async () => {
    const { mode, browser, stores, person, turn, now } = await signedIn()
    await stores.users.setAuthority(person.id, { role: 'admin' }, { ...CAUSE, at: now() })
    const promise = await mode.revoke({ kind: 'role', userId: person.id }, browser.request(), CAUSE)
    expect(promise).toMatchObject({ takesEffect: mode.facts.revocation, ended: [] })
    const atOnce = await mode.verify(browser.request())
    const felt = mode.facts.revocation === 'now' ? 'admin' : 'user'
    expect(atOnce).toMatchObject({ ok: true, session: { user: { role: felt } } })
    const copy = browser.copy()
    const renewed = await mode.renew?.(browser.request())
    if (renewed) expect(renewed.verdict).toMatchObject({ ok: true, session: { user: { role: 'admin' } } })
    if (promise.takesEffect === 'now') return
    turn(promise.at - now())
    expect(await mode.verify(copy.request()), 'no credential says the old role after the promise').toMatchObject({ ok: false })
  })

  test('a credential that was made after a change of role says the new one, whatever was changed before', async () => {
    const { mode, person, turn, client, stores, now } = await signedIn()
    await stores.users.create({ ...newUser({ email: 'other@testbed.test', name: 'Other' }, now()), role: 'admin' }, null)
    await stores.users.setAuthority(person.id, { role: 'admin' }, { ...CAUSE, at: now() })
    await mode.revoke({ kind: 'role', userId: person.id }, client().request(), CAUSE)
    turn(1)
    const later = client()
    later.apply((await mode.issue(person, later.request())).effects)
    await stores.users.setAuthority(person.id, { role: 'user' }, { ...CAUSE, at: now() })
    expect(await mode.verify(later.request())).toMatchObject({ ok: true, session: { user: { role: 'user' } } })
  })

  test('a disabled person cannot renew', async () => {
    const { mode, browser, stores, person, now } = await signedIn()
    await stores.users.setAuthority(person.id, { disabled: true }, { ...CAUSE, at: now() })
    expect((await mode.verify(browser.request())).ok).toBe(mode.facts.revocation !== 'now')
    if (mode.renew) expect(await mode.renew(browser.request())).toMatchObject({ verdict: { ok: false, reason: 'revoked' }, effects: [] })
  })

  test('keeps its promise about a person who was disabled, and does not wake what it ended when they are enabled', async () => {
    const { mode, browser, turn, stores, person, now } = await signedIn()
    await stores.users.setAuthority(person.id, { disabled: true }, { ...CAUSE, at: now() })
    const revocation = await mode.revoke({ kind: 'user', userId: person.id, epoch: 1 }, browser.request(), CAUSE)
    expect(revocation.takesEffect).toBe(mode.facts.revocation)
    expect(revocation.effects).toEqual([])
    await stores.users.setAuthority(person.id, { disabled: false }, { ...CAUSE, at: now() })
    if (revocation.takesEffect === 'now') expect(await mode.verify(browser.request())).toMatchObject({ ok: false, reason: 'revoked' })
    await expectPromiseKept({ mode, turn, now }, browser, revocation)
  })

  test('keeps its promise about a session that its owner signed out of', async () => {
    const { mode, browser, turn, session, now } = await signedIn()
    const copy = browser.copy()
    const revocation = await mode.revoke({ kind: 'this', session }, browser.request(), CAUSE)
    browser.apply(revocation.effects)
    expect(revocation.takesEffect).toBe(mode.facts.revocation)
    expect([...browser.cookies]).toEqual([])
    if (mode.facts.revocation === 'now') {
      expect(revocation.ended).toEqual([session.id])
      // So that whoever still holds it can be told by whom, and why.
      const about = { sessionId: session.id, userId: session.user.id }
      expect(await mode.verify(copy.request())).toMatchObject({ ok: false, reason: 'revoked', about })
    }
    await expectPromiseKept({ mode, turn, now }, copy, revocation)
  })

  test('keeps its promise about all of a person’s sessions, and spares the one that is excepted', async () => {
    const { mode, browser, turn, session, person, client, stores, now } = await signedIn()
    const phone = client()
    phone.apply((await mode.issue(person, phone.request())).effects)
    await stores.users.beginEpoch(person.id, { ...CAUSE, at: now() }, undefined, session.id)
    const target = { kind: 'user', userId: person.id, epoch: 1, exceptId: session.id } as const
    const revocation = await mode.revoke(target, browser.request(), CAUSE)
    expect(revocation.effects).toEqual([])
    expect(await mode.verify(browser.request())).toMatchObject({ ok: true })
    await expectPromiseKept({ mode, turn, now }, phone, revocation)
  })

  test('keeps its promise about one session ended from elsewhere, and ends no stranger’s', async () => {
    const { mode, browser, turn, session, person, client, now } = await signedIn()
    await mode.revoke({ kind: 'session', userId: 'somebody else', id: session.id }, client().request(), CAUSE)
    expect(await mode.verify(browser.request())).toMatchObject({ ok: true })
    const revocation = await mode.revoke({ kind: 'session', userId: person.id, id: session.id }, client().request(), CAUSE)
    expect(revocation.ended).toEqual(mode.facts.endsFromElsewhere ? [session.id] : [])
    await expectPromiseKept({ mode, turn, now }, browser, revocation)
  })

  test('clears what came, with the attributes it was set with, and nothing that did not', async () => {
    const made = await signedIn()
    expect(made.mode.forget(made.client().request())).toEqual([])
    const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: true, maxAge: 0 }
    expect(made.mode.forget(sending(made, made.client(), ['garbage']))).toEqual(
      made.mode.facts.cookies.map((cookie) => ({ kind: 'clear-cookie', name: cookie, attributes })),
    )
  })

  test('lists what the server knows of, or nothing at all', async () => {
    const { mode, browser, session, person, client, now } = await signedIn()
    expect(mode.list !== undefined).toBe(mode.facts.lists)
    if (!mode.list) return
    const phone = client()
    const other = await mode.issue(person, phone.request())
    const list = async (which: SessionQuery['which'], userId: string | null) => (await mode.list?.({ which, userId, now: now(), limit: 9 }))?.items ?? []
    expect((await list('living', person.id)).map(({ id }) => id).sort()).toEqual([session.id, other.session.id].sort())
    expect(await list('living', 'somebody else')).toEqual([])
    await mode.revoke({ kind: 'session', userId: person.id, id: other.session.id }, browser.request(), { by: person.id, why: 'ended' })
    const [ended] = await list('ended', null)
    expect(ended).toMatchObject({ id: other.session.id, ended: { at: now(), by: person.id, why: 'ended' } })
  })

  test('identifies the session of a client that it accepts, and of none that holds nothing', async () => {
    const { mode, browser, client, session } = await signedIn()
    if (!mode.identify) return
    expect(await mode.identify(browser.request())).toMatchObject({ id: session.id, user: session.user })
    expect(await mode.identify(client().request())).toBeNull()
  })
}

/** Replays a copy, and whatever it can be renewed into, up to the moment the promise names. */
async function expectPromiseKept(
  { mode, turn, now }: Pick<Testbed<string>, 'mode' | 'turn' | 'now'>,
  copy: Client,
  revocation: Revocation,
): Promise<void> {
  if (revocation.takesEffect === 'at-expiry') {
    expect(await mode.verify(copy.request()), 'it says that a copy lives on').toMatchObject({ ok: true })
    while (now() < revocation.at) {
      const renewed = await mode.renew?.(copy.request())
      copy.apply(renewed?.effects ?? [])
      turn(Math.min(CONFIG.idleMs / 2, revocation.at - now()))
    }
  }
  expect(await mode.verify(copy.request())).toMatchObject({ ok: false })
  if (mode.renew) expect(await mode.renew(copy.request())).toMatchObject({ verdict: { ok: false }, effects: [] })
}
