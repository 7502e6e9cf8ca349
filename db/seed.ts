import { newUser } from '@/lib/auth/identity'
import { hashPassword } from '@/lib/auth/password'
import type { Role } from '@/lib/auth/contract'
import type { Stores } from './stores/contract'

/** Public by design: they exist in development, or where SEED_DEMO=1 asks for them. */
export const DEMO_PASSWORD = 'correct horse battery staple'

export const DEMO_PEOPLE: readonly { email: string; name: string; role: Role }[] = [
  { email: 'ada@example.com', name: 'Ada Lovelace', role: 'user' },
  { email: 'grace@example.com', name: 'Grace Hopper', role: 'admin' },
]

/** Makes the demo people who are not there yet. */
export async function seedDemo(stores: Stores, now: number): Promise<void> {
  for (const person of DEMO_PEOPLE) {
    if (await stores.users.findByEmail(person.email)) continue
    await stores.users.create(newUser(person, now), await hashPassword(DEMO_PASSWORD))
  }
}
