import type { Stores } from '@/db/stores/contract'
import { Problem } from '@/lib/problem'
import { byNow } from './clock'
import type { AuthMode, AuthRequest, ListedSession, Revocation, Session } from './contract'
import { recordEnded } from './events'

/** What a person's act on sessions needs: who does it, and how. */
export interface SessionDeps {
  readonly mode: AuthMode<string>
  readonly stores: Stores
  readonly session: Session
  readonly req: AuthRequest
}

/** This person's, newest first: those that live, and those that were ended within a day. @throws {Problem} unsupported_by_mode */
export function listSessions(deps: SessionDeps): Promise<readonly ListedSession[]> {
  return listed(deps, deps.session.user.id)
}

/** Everybody's. @throws {Problem} unsupported_by_mode */
export function listEverySession(deps: SessionDeps): Promise<readonly ListedSession[]> {
  return listed(deps, null)
}

async function listed({ mode, req }: SessionDeps, userId: string | null): Promise<readonly ListedSession[]> {
  if (!mode.list) throw cannotList(mode)
  return mode.list(userId, req.now)
}

function cannotList({ name }: AuthMode<string>): Problem {
  return new Problem('unsupported_by_mode', `In ${name} mode a session lives in its own credential: no server knows which there are.`)
}

/** Ends one session of this person; this one too. @throws {Problem} unsupported_by_mode, not_found */
export async function endSession(deps: SessionDeps, id: string): Promise<Revocation> {
  const { mode, session, req } = deps
  const userId = session.user.id
  const found = (await listed(deps, userId)).find((one) => one.id === id && one.ended === null)
  if (!found) throw new Problem('not_found', 'You have no living session with this id.')
  const target = id === session.id ? ({ kind: 'this', session } as const) : ({ kind: 'session', userId, id } as const)
  const revocation = await mode.revoke(target, byNow(req), { by: userId, why: 'ended' })
  await recordEnded(deps, req, revocation, { userId, actorId: userId })
  return revocation
}

/** Ends every other session of this person. @throws {Problem} unsupported_by_mode, with `until` */
export async function endOtherSessions(deps: SessionDeps): Promise<Revocation> {
  return endSessionsOf(deps, deps.session.user.id, deps.session.id)
}

/** Ends every session of a person, but for `exceptId`. @throws {Problem} unsupported_by_mode, with `until` */
export async function endSessionsOf(deps: SessionDeps, userId: string, exceptId?: string): Promise<Revocation> {
  const { mode, session, req } = deps
  const target = { kind: 'user', userId, ...(exceptId === undefined ? {} : { exceptId }) } as const
  const revocation = await mode.revoke(target, byNow(req), { by: session.user.id, why: 'ended' })
  if (!mode.facts.endsFromElsewhere && revocation.takesEffect === 'at-expiry') {
    const until = new Date(revocation.at).toISOString()
    throw new Problem('unsupported_by_mode', `No server keeps a list of these sessions, so none can be ended from here. The last of them is over at ${until}.`, {
      members: { until },
    })
  }
  await recordEnded(deps, req, revocation, { userId, actorId: session.user.id })
  return revocation
}
