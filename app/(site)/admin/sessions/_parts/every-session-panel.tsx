'use client'

import { Ahead } from '@/app/_client/ahead'
import { ConfirmMutation } from '@/app/_client/confirm-mutation'
import { EndedSessions } from '@/app/_client/ended-sessions'
import { Pages, pathOf } from '@/app/_client/pages'
import { useResource } from '@/app/_client/resource'
import { deviceOf } from '@/app/_client/session-facts'
import { Rows } from '@/app/_client/rows'
import { SessionRow } from '@/app/_client/session-row'
import type { everyEndedBody, everySessionBody, usersBody } from '@/lib/http/bodies'
import type { Foreseen } from '@/lib/app'
import { useChanges } from '../../_parts/acting'
import { MOST_PEOPLE } from '../../_parts/limits'
import { Loaded } from '../../_parts/loaded'

type EverySession = ReturnType<typeof everySessionBody> & { readonly ended: ReturnType<typeof everyEndedBody> }

/** Every session that the server knows of, by person; those of one person can be ended together. */
export function EverySessionPanel({
  cursor,
  initial,
  initialPeople,
  ahead,
}: {
  readonly cursor: string | null
  readonly initial: EverySession | null
  readonly initialPeople: ReturnType<typeof usersBody> | null
  readonly ahead: Foreseen
}) {
  const resource = useResource<EverySession>(pathOf('/api/admin/sessions', { with: 'ended', cursor }), initial)
  const changes = useChanges(resource.reload)
  const people = useResource<ReturnType<typeof usersBody>>(`/api/admin/users?limit=${String(MOST_PEOPLE)}`, initialPeople)
  const nameOf = (id: string) => people.data?.users.find((person) => person.id === id)?.name ?? `Person ${id}`

  /** Whether all sessions are on this page. */
  const whole = (next: string | null) => cursor === null && next === null

  return (
    <div className="space-y-10">
      <Loaded resource={resource}>
        {({ sessions, next, ended }) => (
          <>
            {byPerson(sessions).map(([userId, theirs]) => (
              <section key={userId} aria-labelledby={`of-${userId}`} className="space-y-4">
                <div className="flex flex-wrap items-center gap-3">
                  <h2 id={`of-${userId}`} className="mr-auto text-xl font-semibold wrap-anywhere">
                    {nameOf(userId)} <span className="font-normal text-muted">({whole(next) ? theirs.length : `${String(theirs.length)} on this page`})</span>
                  </h2>
                  <ConfirmMutation
                    of={changes}
                    name="end-sessions-of-person"
                    id={userId}
                    about={nameOf(userId)}
                    label="End all"
                    labelOf={`sessions of ${nameOf(userId)}`}
                    button="End all of them"
                    pendingLabel="Ending…"
                  >
                    <p>
                      {!whole(next) ? 'Every session of theirs ends' : theirs.length === 1 ? 'One session ends' : `${String(theirs.length)} sessions end`}
                      {theirs.some(({ current }) => current) ? ', including this one' : ''}. They can sign in again.
                    </p>
                    <Ahead of={ahead} />
                  </ConfirmMutation>
                </div>
                <Rows>
                  {theirs.map((session) => (
                    <SessionRow key={session.id} session={session} />
                  ))}
                </Rows>
              </section>
            ))}
            <Pages of="sessions" path="/admin/sessions" cursor={cursor} next={next} />
            <EndedSessions
              ended={ended}
              titleOf={(session) => `${nameOf(session.userId)}, ${deviceOf(session)}`}
              enderOf={({ endedBy }) => (endedBy === null ? 'this server' : nameOf(endedBy))}
            />
          </>
        )}
      </Loaded>
    </div>
  )
}

function byPerson<T extends { readonly userId: string }>(sessions: readonly T[]): readonly (readonly [userId: string, theirs: readonly T[]])[] {
  return [...new Set(sessions.map(({ userId }) => userId))].map((id) => [id, sessions.filter(({ userId }) => userId === id)])
}
