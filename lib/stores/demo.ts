import type { DemoPerson } from './contract'

/**
 * Who may make themselves an admin, and a user again, to watch what notices. The whole rule, by which every store decides in
 * the transaction that writes: whom the seed made a user; and, unless `anyway`, only while one whom it made an admin is
 * one, enabled. Anybody could sign in as that one, so whoever flips gains nothing. To give the role back is always allowed.
 */
export function mayFlip(id: string, people: readonly DemoPerson[], anyway: boolean): boolean {
  const found = people.find(({ user, made }) => user.id === id && made === 'user')
  if (!found || found.user.disabled) return false
  return anyway || found.user.role === 'admin' || people.some(({ user, made }) => made === 'admin' && user.role === 'admin' && !user.disabled)
}
