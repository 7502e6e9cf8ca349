import { expect, test } from 'vitest'
import { makeTestbed } from '@/testkit/testbed'
import { appOf } from '@/testkit/app'
import { ENDPOINTS } from './endpoints'
import { MUTATION_FORMS } from './mutation-forms'
import { MUTATIONS, type MutationCall } from './mutations'
import { createServer } from './server'

/** Somebody signed in who is an administrator, in a client of their own. */
async function office(modeName: 'database' | 'hybrid' | 'bearer') {
  const { mode, stores, person, client, keys } = await makeTestbed(modeName)
  await stores.users.setAuthority(person.id, { role: 'admin' }, { at: 1, by: null, why: 'ended' })
  const user = (await stores.users.findById(person.id))!
  const browser = client()
  const { session, effects } = await mode.issue(person, browser.request())
  browser.apply(effects)
  // What an act needs of a server, and no more.
  const acting = (id = '') => ({ mode, stores, signingKeys: keys, session, user, req: browser.request(), id }) as unknown as MutationCall
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

test('each is an endpoint, for whom and at the address that the tables say', () => {
  for (const [name, { method, path }] of Object.entries(MUTATION_FORMS)) {
    const endpoint = ENDPOINTS.find((one) => one.method === method && one.path === path)
    expect(endpoint?.who, name).toBe(MUTATIONS[name as keyof typeof MUTATIONS].who)
  }
})

test('nobody is told that a mode cannot renew, or that a role is not theirs to change, but who is signed in', async () => {
  const server = createServer(appOf(await makeTestbed('bearer')), ENDPOINTS)
  for (const path of ['/api/renew', '/api/demo/role']) {
    const answer = await server(new Request(`http://testbed.test${path}`, { method: 'POST' }), null)
    expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 'missing' })])
  }
})
