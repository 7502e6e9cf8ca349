import type { Ending } from '@/lib/stores/ending'
import type { RevocationStore, Standing } from '@/lib/stores/revocations'
import { counts } from '@/lib/stores/users'
import type { AuthMode, AuthRequest, Identity, Rejected, Session, Verdict } from './contract'

type About = NonNullable<Rejected['about']>

/**
 * The known workaround for credentials that carry their own session: a list of what was revoked, consulted at every
 * check. One read brings whether this session is on it, and the person as they are now: ending a session, changing a role and
 * disabling somebody take effect now, and each check costs that read. An entry goes when the last credential that it concerns
 * would be over anyway.
 */
export function withRevocationList<N extends string>(mode: AuthMode<N>, list: RevocationStore): AuthMode<N> {
  const { renew, reissue, identify } = mode

  async function consult(verdict: Verdict, req: AuthRequest): Promise<Verdict> {
    if (!verdict.ok) return verdict
    const { session } = verdict
    const about = aboutOf(session)
    const standing = await list.find(about.userId, about.sessionId)
    const over = isRevoked(standing, about)
    req.trace.step('store', 'Read the revocation list', over ? 'this session is on it' : 'not on it')
    if (over) return { ok: false, reason: 'revoked', about }
    const role = standing.person?.user.role ?? session.user.role
    return role === session.user.role ? verdict : { ...verdict, session: { ...session, user: { ...session.user, role } } }
  }

  return {
    ...mode,
    facts: { ...mode.facts, checkReads: 'revocation-list', revocation: 'now', endsFromElsewhere: true },

    async issue(user, req) {
      const issued = await mode.issue(user, req)
      // Their rows ended with the write that began this one; what they have out meanwhile, the list ends.
      const entry = { userId: user.id, at: req.now, by: null, why: 'too_many_sessions', expiresAt: req.now + mode.facts.longestMs } as const
      if (issued.ended?.length) await list.addAll(issued.ended.map((sessionId) => ({ ...entry, sessionId })))
      return issued
    },

    verify: async (req) => consult(await mode.verify(req), req),

    ...(renew && {
      async renew(req: AuthRequest) {
        const renewed = await renew(req)
        const verdict = await consult(renewed.verdict, req)
        return verdict.ok ? { verdict, effects: renewed.effects } : { verdict, effects: [] }
      },
    }),

    ...(reissue && {
      async reissue(user: Identity, req: AuthRequest) {
        const reissued = await reissue(user, req)
        const verdict = await consult(reissued.verdict, req)
        return verdict.ok ? { verdict, effects: reissued.effects } : { verdict, effects: [] }
      },
    }),

    // A mode may know a session by a credential that it would accept itself.
    ...(identify && {
      async identify(req: AuthRequest) {
        const session = await identify(req)
        if (!session) return null
        const about = aboutOf(session)
        return isRevoked(await list.find(about.userId, about.sessionId), about) ? null : session
      },
    }),

    async revoke(target, req, cause, actor) {
      // All of a person's sessions, or what they may do: the store has it with the person, and every check reads it there.
      if (target.kind === 'user' || target.kind === 'role') {
        const { effects, ended } = await mode.revoke(target, req, cause, actor)
        return { takesEffect: 'now', effects, ended }
      }
      const [userId, sessionId] = target.kind === 'this' ? [target.session.user.id, target.session.id] : [target.userId, target.id]
      // Never longer than a session can live that nobody ends.
      const entry = { userId, sessionId, at: req.now, by: cause.by, why: cause.why, expiresAt: req.now + mode.facts.longestMs }
      // Whether the actor still may is decided here, before anything else ends.
      const added = await list.add(entry, actor)
      req.trace.step('store', 'Write the revocation list', added ? '1 row written' : 'it was on it')
      const { effects, ended } = await mode.revoke(target, req, cause)
      // Where there are rows, they know.
      return { takesEffect: 'now', effects, ended: mode.list ? ended : added ? [sessionId] : [] }
    },
  }
}

/** How a session ended, as the list and its person have it; null when it did not. */
export async function listedEnding(list: RevocationStore, about: About): Promise<Ending | null> {
  const standing = await list.find(about.userId, about.sessionId)
  if (standing.ended) return standing.ended
  return isRevoked(standing, about) ? (standing.person?.epochBegan ?? null) : null
}

/** What names a session, and when it began. */
export const aboutOf = ({ id, user }: Session): About => ({ sessionId: id, userId: user.id, epoch: user.epoch })

function isRevoked({ ended, person }: Standing, { sessionId, epoch }: About): boolean {
  return ended !== null || person === null || !counts(person.user, { id: sessionId, epoch })
}
