import { expect, test } from 'vitest'
import { makeTestbed } from '@/testkit/testbed'
import { MUTATIONS, type Acting } from './mutations'

/** Somebody signed in who is an administrator, in a client of their own. */
async function office(modeName: 'database' | 'hybrid' | 'bearer') {
  const { mode, stores, person, client, keys } = await makeTestbed(modeName)
  await stores.users.setAuthority(person.id, { role: 'admin' }, { at: 1, by: null, why: 'ended' })
  const user = (await stores.users.findById(person.id))!
  const browser = client()
  const { session, effects } = await mode.issue(person, browser.request())
  browser.apply(effects)
  // What an act needs of a server, and no more.
  const acting = (id = '') => ({ mode, stores, signingKeys: keys, session, user, req: browser.request(), id }) as unknown as Acting
  return { mode, stores, browser, acting }
}

test.each([
  ['database', 0, true],
  ['hybrid', 2, true],
  ['bearer', 0, false],
] as const)('who drops the other keys in %s gets %i cookies and goes on: %s', async (modeName, cookies, goesOn) => {
  const { mode, browser, acting } = await office(modeName)
  const { effects = [] } = await MUTATIONS['rotate-signing-key'].act(acting(), { revoke: true })
  expect(effects).toHaveLength(cookies)
  browser.apply(effects)
  expect((await mode.verify(browser.request())).ok).toBe(goesOn)
})

test('a rotation without a drop gives nothing and takes nothing', async () => {
  const { mode, browser, acting } = await office('hybrid')
  expect((await MUTATIONS['rotate-signing-key'].act(acting(), { revoke: false })).effects).toEqual([])
  expect((await mode.verify(browser.request())).ok).toBe(true)
})

test('whoever disables themselves is made to drop their credential, and nobody else', async () => {
  const { stores, browser, acting } = await office('database')
  const other = { ...acting().user, id: 'other', email: 'other@testbed.test' }
  await stores.users.create(other, null)
  const disable = async (id: string) => (await MUTATIONS['set-authority'].act(acting(id), { disabled: true })).effects
  expect(await disable('other')).toEqual([])
  await stores.users.setAuthority('other', { disabled: false, role: 'admin' }, { at: 1, by: null, why: 'ended' })
  browser.apply((await disable(acting().user.id)) ?? [])
  expect([...browser.cookies]).toEqual([])
})
