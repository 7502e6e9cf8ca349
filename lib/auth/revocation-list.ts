import type { Ending, RevocationStore, Revoked } from '@/db/stores/contract'
import type { AuthMode, AuthRequest, Identity, Rejected, RevokeTarget, Session, Verdict } from './contract'

type About = NonNullable<Rejected['about']>

/**
 * The known workaround for credentials that carry their own session: a list of what was revoked, consulted at every
 * check. Ending a session, changing a role and disabling a person then take effect now, and each check costs one read.
 * Entries go when the last credential that they concern would be over anyway.
 */
export function withRevocationList<N extends string>(
  mode: AuthMode<N>,
  list: RevocationStore,
): AuthMode<N> {
  const { renew, reissue, identify } = mode

  async function consult(verdict: Verdict, req: AuthRequest): Promise<Verdict> {
    if (!verdict.ok) return verdict
    const { session } = verdict
    const about = aboutOf(session)
    const entries = await list.find(subjectsOf(about))
    const hit = entries.find((entry) => isRevoked(entry, about))
    req.trace.step('store', 'Read the revocation list', hit ? 'this session is on it' : 'not on it')
    if (hit) return { ok: false, reason: 'revoked', about }
    // A credential made since then was made from the new role.
    const role = entries.find((entry) => entry.role !== null && verdict.issuedAt <= entry.at)?.role
    return role ? { ...verdict, session: { ...session, user: { ...session.user, role } } } : verdict
  }

  return {
    ...mode,
    facts: {
      ...mode.facts,
      revocation: 'now',
      endsFromElsewhere: true,
      check: `${mode.facts.check}, then read the revocation list`,
      ends: 'This browser drops its credential, and the session goes on the revocation list: a copy made earlier is refused at its next request.',
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
        return session && (await listedEnding(list, aboutOf(session))) ? null : session
      },
    }),

    async revoke(target, req, cause) {
      const { effects, ended, ...promise } = await mode.revoke(target, req, cause)
      const entry = {
        subject: subjectOf(target),
        at: req.now,
        by: cause.by,
        why: target.kind === 'role' ? null : cause.why,
        exceptId: target.kind === 'user' ? (target.exceptId ?? null) : null,
        role: target.kind === 'role' ? target.role : null,
        // Until when the mode alone would have had to put up with it.
        expiresAt: promise.takesEffect === 'now' ? req.now : promise.at,
      }
      const added = await list.add(entry)
      req.trace.step('store', 'Write the revocation list', target.kind)
      const named = target.kind === 'this' ? [target.session.id] : target.kind === 'session' ? [target.id] : []
      // Where there are rows, they know; elsewhere the list does, and of one session, whether it was on it already.
      return { takesEffect: 'now', effects, ended: mode.list || !added ? ended : named }
    },
  }
}

/** How a session ended, as the list has it; null when it is not on it. */
export async function listedEnding(list: RevocationStore, about: About): Promise<Ending | null> {
  const entries = await list.find(subjectsOf(about))
  const hit = entries.find((entry) => isRevoked(entry, about))
  return hit?.why ? { at: hit.at, by: hit.by, why: hit.why } : null
}

/** What names a session, and when it began. */
export const aboutOf = ({ id, user, createdAt }: Session): About => ({ sessionId: id, userId: user.id, createdAt })

function isRevoked({ subject, at, exceptId }: Revoked, { sessionId, createdAt }: About): boolean {
  if (subject.startsWith('session:')) return true
  return subject.startsWith('user:') && createdAt <= at && sessionId !== exceptId
}

/** With the person in it, so that nobody can put a stranger's session on the list. */
const sessionSubject = (userId: string, id: string) => `session:${userId}/${id}`

function subjectsOf({ userId, sessionId }: About): readonly [string, string, string] {
  return [sessionSubject(userId, sessionId), `user:${userId}`, `role:${userId}`]
}

function subjectOf(target: RevokeTarget): string {
  if (target.kind === 'this') return sessionSubject(target.session.user.id, target.session.id)
  if (target.kind === 'session') return sessionSubject(target.userId, target.id)
  return target.kind === 'role' ? `role:${target.userId}` : `user:${target.userId}`
}
