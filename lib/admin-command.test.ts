import { beforeEach, expect, test } from 'vitest'
import { makeTestbed, type Testbed } from '@/testkit/testbed'
import { adminCommand } from './admin-command'
import { MODE_NAMES } from './auth/modes'
import { newUser } from '@/lib/auth/credentials/identity'

const ENDING = { at: 1, by: null, why: 'account_disabled' } as const

let testbed: Testbed
beforeEach(async () => {
  testbed = await makeTestbed('database')
  for (const id of ['ada', 'ben']) {
    await testbed.stores.users.create({ ...newUser({ email: `${id}@example.com`, name: id }, 1), id }, null)
  }
})

const admin = (...args: string[]) => adminCommand(args, () => Promise.resolve(testbed))
const text = (part: string) => expect.stringContaining(part) as unknown
const roleOf = async (id: string) => (await testbed.stores.users.findById(id))?.role
const changes = async () => (await testbed.stores.events.list({ limit: 9, type: 'role_changed' })).items

test('makes an administrator of somebody who signed up, and names them, on record', async () => {
  expect(await admin('list')).toEqual({ code: 0, text: 'There is no administrator.' })
  expect(await admin('grant', ' Ada@Example.com ')).toMatchObject({ code: 0, text: text('ada@example.com is an administrator now') })
  expect(await roleOf('ada')).toBe('admin')
  expect(await changes()).toMatchObject([{ userId: 'ada', actorId: null, sessionId: null, detail: 'to admin, from the command line' }])
  expect(await admin('grant', 'ada@example.com')).toMatchObject({ code: 0, text: text('already') })
  expect(await changes()).toHaveLength(1)
  await testbed.stores.users.setAuthority('ben', { disabled: true }, ENDING)
  expect(await admin('grant', 'ben@example.com')).toMatchObject({ code: 0, text: text('the account is disabled') })
  expect((await admin('list')).text.split('\n').sort()).toEqual(['ada@example.com  ada', 'ben@example.com  ben  (disabled)'])
})

test('takes it back, but not from the last', async () => {
  await admin('grant', 'ada@example.com')
  expect(await admin('revoke', 'ada@example.com')).toMatchObject({ code: 1, text: text('the last administrator whose account is enabled') })
  expect(await roleOf('ada')).toBe('admin')
  await admin('grant', 'ben@example.com')
  expect(await admin('revoke', 'ada@example.com')).toMatchObject({ code: 0, text: text('no longer an administrator') })
  expect(await roleOf('ada')).toBe('user')
  expect((await changes())[0]).toMatchObject({ userId: 'ada', actorId: null, detail: 'to user, from the command line' })
  expect(await admin('revoke', 'ada@example.com')).toMatchObject({ code: 0, text: text('Nothing was changed') })
})

test.each(MODE_NAMES)('in %s mode with a revocation list the role is felt at the next request', async (name) => {
  testbed = await makeTestbed(name, { revocation: 'list', stores: testbed.stores, person: testbed.person })
  await admin('grant', 'ben@example.com')
  const id = testbed.person.id
  await testbed.stores.users.setAuthority(id, { role: 'admin' }, ENDING)
  const client = testbed.client()
  client.apply((await testbed.mode.issue({ ...testbed.person, role: 'admin' }, client.request())).effects)
  expect(await admin('revoke', testbed.person.email)).toMatchObject({ code: 0, text: expect.not.stringContaining('until') as unknown })
  expect(await testbed.mode.verify(client.request())).toMatchObject({ ok: true, session: { user: { id, role: 'user' } } })
})

test('without a list it says until when a credential may say otherwise', async () => {
  testbed = await makeTestbed('hybrid', { stores: testbed.stores, person: testbed.person })
  await admin('grant', 'ada@example.com')
  await admin('grant', 'ben@example.com')
  expect(await admin('revoke', 'ada@example.com')).toMatchObject({ code: 0, text: text('may call them one until 2') })
})

test('says what is wrong, and changes nothing', async () => {
  for (const args of [[], ['grant'], ['revoke'], ['grant', 'ada@example.com', 'ben@example.com'], ['promote', 'ada@example.com'], ['constructor'], ['list', 'x'], ['grant', 'ada']]) {
    expect(await admin(...args)).toMatchObject({ code: 2, text: text('npm run admin -- grant EMAIL') })
  }
  expect(await admin('grant', 'nobody@example.com')).toEqual({ code: 1, text: 'Nobody has signed up as nobody@example.com.' })
  expect([await roleOf('ada'), await roleOf('ben'), await changes()]).toEqual(['user', 'user', []])
})
