import { Problem } from '@/lib/problem'
import { actorOf } from './actor'
import { byNow } from './clock'
import type { Actor, AuthMode, AuthRequest, ListedSession, Page, PageQuery, Revocation, SessionQuery } from '../auth/contract'
import { recordEachEnded, recordEnded } from './events'
import { MOST_COUNTED } from '../stores/paging'
import type { Acting } from './acting'

/** Those of this person that live, this one first, then newest first. @throws {Problem} unsupported_by_mode */
export async function listSessions(deps: Acting, page: PageQuery): Promise<Page<ListedSession>> {
  const { id, user } = deps.session
  const own = page.cursor == null ? await livingOf(deps, id) : null
  const limit = own ? page.limit - 1 : page.limit
  const others = await listed(deps, { ...page, limit, userId: user.id, which: 'living', exceptId: id })
  return own ? { ...others, items: [own, ...others.items] } : others
}

/** Everybody's that live, newest first. @throws {Problem} unsupported_by_mode */
export function listEverySession(deps: Acting, page: PageQuery): Promise<Page<ListedSession>> {
  return listed(deps, { ...page, userId: null, which: 'living' })
}

/** A person's, or everybody's, that were ended within a day: the last `limit` of them. @throws {Problem} unsupported_by_mode */
export async function listEnded(deps: Acting, userId: string | null, limit: number): Promise<readonly ListedSession[]> {
  return (await listed(deps, { limit, userId, which: 'ended' })).items
}

/** How many of a person's live, counted up to `MOST_COUNTED`; null where no server knows. */
export async function countSessions({ mode, stores, req }: Omit<Acting, 'session'>, userId: string): Promise<number | null> {
  return mode.list ? stores.sessions.count(userId, req.now, MOST_COUNTED, mode.name) : null
}

async function listed({ mode, req }: Acting, query: Omit<SessionQuery, 'now'>): Promise<Page<ListedSession>> {
  if (!mode.list) throw cannotList(mode)
  return mode.list({ ...query, now: req.now })
}

/** The session of this person and mode with this id; null unless it lives. @throws {Problem} unsupported_by_mode */
async function livingOf({ mode, stores, session, req }: Acting, id: string): Promise<ListedSession | null> {
  if (!mode.list) throw cannotList(mode)
  const found = await stores.sessions.get(id)
  if (found?.userId !== session.user.id || (found.mode ?? mode.name) !== mode.name) return null
  return found.ended === null && found.expiresAt > req.now ? found : null
}

function cannotList({ name }: AuthMode): Problem {
  return new Problem('unsupported_by_mode', `In ${name} mode a session lives in its own credential: the server does not know which sessions exist.`)
}

/** Ends one session of this person; this one too. @throws {Problem} unsupported_by_mode, not_found */
export async function endSession(deps: Acting, id: string): Promise<Revocation> {
  const { mode, session, req } = deps
  const userId = session.user.id
  if (!(await livingOf(deps, id))) throw new Problem('not_found', 'You have no live session with this id.')
  const target = id === session.id ? ({ kind: 'this', session } as const) : ({ kind: 'session', userId, id } as const)
  const revocation = await mode.revoke(target, byNow(req), { by: userId, why: 'ended' }, actorOf(session))
  await recordEachEnded(deps, req, revocation.ended, { userId, actorId: userId })
  return revocation
}

/** Ends every other session of this person. @throws {Problem} unsupported_by_mode, with `until` */
export async function endOtherSessions(deps: Acting): Promise<Revocation> {
  const { user, id } = deps.session
  return endSessionsOf(deps, user.id, actorOf(deps.session), id)
}

/** Ends every session of a person, but for `exceptId`. @throws {Problem} unsupported_by_mode, with `until`; not_found */
export async function endSessionsOf(deps: Acting, userId: string, actor: Actor, exceptId?: string): Promise<Revocation> {
  const { mode, stores, session, req } = deps
  if (!mode.facts.endsFromElsewhere) throw cannotEnd(mode, req)
  const cause = { by: session.user.id, why: 'ended' } as const
  const user = await stores.users.beginEpoch(userId, { ...cause, at: req.clock() }, actor, exceptId)
  if (!user) throw new Problem('not_found', 'There is no person with this id.')
  const target = { kind: 'user', userId, epoch: user.epoch, ...(exceptId === undefined ? {} : { exceptId }) } as const
  const revocation = await mode.revoke(target, byNow(req), cause)
  await recordEnded(deps, req, revocation, { userId, actorId: session.user.id })
  return revocation
}

function cannotEnd({ facts }: AuthMode, req: AuthRequest): Problem {
  const until = new Date(req.now + facts.longestMs).toISOString()
  return new Problem('unsupported_by_mode', `The server keeps no list of these sessions, so none can be ended from here. The last of them expires at ${until}.`, {
    members: { until },
  })
}
/** Who ended a session, in the words of its person. */
export function enderOf(by: string | null, userId: string): 'you' | 'an administrator' | 'this server' {
  if (by === null) return 'this server'
  return by === userId ? 'you' : 'an administrator'
}
