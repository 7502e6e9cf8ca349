import type { Role } from '@/lib/auth/contract'
import { newUser } from '@/lib/auth/credentials/identity'
import { hashPassword } from './password'
import type { Stores } from '../stores/stores'

/** Public by design: they exist in development, or where SEED_DEMO=1 asks for them. */
export const DEMO_PASSWORD = 'correct horse battery staple'

export const DEMO_PEOPLE: readonly { email: string; name: string; role: Role }[] = [
  { email: 'ada@example.com', name: 'Ada Lovelace', role: 'user' },
  { email: 'grace@example.com', name: 'Grace Hopper', role: 'admin' },
]

/** Makes the demo people in a database that has nobody yet. Whom its owner deletes, or never had, does not come with a restart. */
export async function seedDemo(stores: Stores, now: number): Promise<void> {
  if ((await stores.users.list({ limit: 1 })).items.length > 0) return
  const hashes = await Promise.all(DEMO_PEOPLE.map(() => hashPassword(DEMO_PASSWORD)))
  for (const [index, person] of DEMO_PEOPLE.entries()) await stores.users.createDemo(newUser(person, now), hashes[index] ?? '')
}
