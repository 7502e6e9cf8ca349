import { expect, test } from 'vitest'
import { newUser } from '@/lib/auth/credentials/identity'
import { verifyPassword } from './password'
import { DEMO_PASSWORD, DEMO_PEOPLE, seedDemo } from './demo'
import { memoryStores } from '@/db/memory/stores'

test('makes the demo people in a fresh database, with the public password', async () => {
  const stores = memoryStores()
  await seedDemo(stores, 1)
  for (const { email, role } of DEMO_PEOPLE) {
    const found = await stores.users.findByEmail(email)
    expect(found?.user.role).toBe(role)
    expect(await verifyPassword(found?.passwordHash ?? null, DEMO_PASSWORD)).toBe(true)
  }
})

test('makes nobody again whom an owner deleted, changed or renamed', async () => {
  const stores = memoryStores()
  await seedDemo(stores, 1)
  const [ada, grace] = await stores.users.demoPeople()
  await stores.users.delete(ada!.user.id, 2)
  await stores.users.changeEmail(grace!.user.id, 'owner@example.com', { at: 2, by: null, why: 'email_changed' })
  await seedDemo(stores, 3)
  expect((await stores.users.list({ limit: 9 })).items.map(({ email }) => email)).toEqual(['owner@example.com'])
  expect(await stores.users.demoPeople()).toEqual([])
})

test('gives no administrator with a public password to a site that has people of its own', async () => {
  const stores = memoryStores()
  const owner = newUser({ email: 'owner@example.com', name: 'Owner' }, 1)
  await stores.users.create(owner, null)
  await seedDemo(stores, 2)
  expect((await stores.users.list({ limit: 9 })).items).toEqual([owner])
})
