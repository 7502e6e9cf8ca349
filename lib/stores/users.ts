import type { Actor, Identity, Page, PageQuery, Role } from '@/lib/auth/contract'
import type { Ending } from './ending'

/** A person. `createdAt` in ms since epoch. */
export interface StoredUser extends Identity {
  readonly disabled: boolean
  readonly createdAt: number
  /** The id of the one session that goes on though it began in an earlier epoch. */
  readonly spared: string | null
}

/** Whether a session counts, as far as its person is concerned. */
export function counts(person: Pick<StoredUser, 'disabled' | 'epoch' | 'spared'>, session: { readonly id: string; readonly epoch: number }): boolean {
  return !person.disabled && (session.epoch >= person.epoch || session.id === person.spared)
}

/** Somebody whom the seed made, for as long as they have the address and the password that everybody knows. */
export interface DemoPerson {
  readonly user: StoredUser
  /** What the seed made them, whatever they are now. */
  readonly made: Role
}

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

export interface UserQuery extends PageQuery {
  /** Stands somewhere in the id, the e-mail address or the name, in any case. */
  readonly search?: string
}

export interface Authority {
  readonly role?: Role
  readonly disabled?: boolean
}

export interface UserStore {
  /** False when the e-mail address is taken. The address must already be trimmed and in lower case. */
  create(user: StoredUser, passwordHash: string | null): Promise<boolean>
  /** As `create`, of somebody who is a demo person until they get another address or password. */
  createDemo(user: StoredUser, passwordHash: string): Promise<boolean>
  demoPeople(): Promise<readonly DemoPerson[]>
  /**
   * Makes a demo person an admin, or a user again. One transaction decides, by `mayFlip`, whether they may, and that an enabled
   * admin is left. Null when there is no such person. @throws {SessionOver} of the actor, and nothing has changed
   */
  flipDemoRole(
    id: string,
    anyway: boolean,
    actor?: Actor,
  ): Promise<{ before: StoredUser; after: StoredUser } | 'not_allowed' | 'last_admin' | null>
  findById(id: string): Promise<StoredUser | null>
  /** `passwordHash` is null for a person without a password. */
  findByEmail(email: string): Promise<{ user: StoredUser; passwordHash: string | null } | null>
  /** Newest first. */
  list(query: UserQuery): Promise<Page<StoredUser>>
  /** Null for nobody, and for a person without a password. */
  findPassword(id: string): Promise<string | null>
  /** Null when there is no such person. @throws {SessionOver} of the actor */
  rename(id: string, name: string, actor?: Actor): Promise<StoredUser | null>
  /**
   * Ends every session of a person, but for the actor's own when it is to be spared: the next epoch begins. Null when there is no
   * such person. @throws {SessionOver} of the actor, and nothing has ended
   */
  beginEpoch(id: string, ending: Ending, actor?: Actor, spare?: string): Promise<StoredUser | null>
  /**
   * And the next epoch begins. Null when there is no such person. The address must already be trimmed and in lower case.
   * @throws {SessionOver} of the actor, and nothing has changed
   */
  changeEmail(id: string, email: string, ending: Ending, actor?: Actor): Promise<StoredUser | 'email_taken' | null>
  /**
   * And the next epoch begins. One transaction decides: null, and nothing changes, when the hash is not `before` any more.
   * @throws {SessionOver} of the actor, and nothing has changed
   */
  changePassword(id: string, before: string, after: string, ending: Ending, actor?: Actor): Promise<StoredUser | null>
  /**
   * Changes what a person may do; disabling begins the next epoch. One transaction decides: nothing changes when no enabled admin
   * would be left. Null when there is no such person. @throws {SessionOver} of the actor, and nothing has changed
   */
  setAuthority(id: string, change: Authority, ending: Ending, actor?: Actor): Promise<{ before: StoredUser; after: StoredUser } | 'last_admin' | null>
  /** With their sessions; the ids of those that lived. Decided as `setAuthority`. @throws {SessionOver} of the actor */
  delete(id: string, now: number, actor?: Actor): Promise<readonly string[] | 'last_admin' | null>
}
