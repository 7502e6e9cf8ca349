'use client'

import { Ahead } from '@/app/_client/ahead'
import { ConfirmMutation } from '@/app/_client/confirm-mutation'
import { EndedSessions } from '@/app/_client/ended-sessions'
import { useMutation, type Mutating } from '@/app/_client/mutation'
import { Promised, RefusalNotice } from '@/app/_client/outcome'
import { Pages, pathOf } from '@/app/_client/pages'
import { useResource } from '@/app/_client/resource'
import { Result } from '@/app/_client/result'
import { deviceOf, SessionFacts, type Ended, type Listed } from '@/app/_client/session-facts'
import { Rows } from '@/app/_client/rows'
import { SessionRow } from '@/app/_client/session-row'
import { SignOut } from '@/app/_client/sign-out'
import { Skeleton } from '@/app/_client/skeleton'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import type { Foreseen } from '@/lib/app'

interface OwnSessions {
  readonly sessions: readonly Listed[]
  readonly next: string | null
  readonly ended: readonly (Ended & { readonly endedBy: string })[]
}

/** A person's sessions where the server knows them, and the ways to end them. */
export function SessionsPanel({
  cursor,
  initial,
  ahead,
}: {
  readonly cursor: string | null
  readonly initial: OwnSessions | null
  readonly ahead: Foreseen
}) {
  const { data, refusal, reload } = useResource<OwnSessions>(pathOf('/api/sessions', { with: 'ended', cursor }), initial)
  const ending = useMutation('result', reload)

  if (!data) return refusal ? <RefusalNotice refusal={refusal} /> : <Skeleton />
  const here = data.sessions.find(({ current }) => current)
  return (
    <div className="space-y-10">
      <div className="space-y-4">
        <Result
          of={ending}
          words={{
            'end-session': (revocation, device) => ({ title: `The session on ${device} was ended`, body: <Promised revocation={revocation} /> }),
            'end-other-sessions': (revocation) => ({ title: 'All other sessions were ended', body: <Promised revocation={revocation} /> }),
          }}
        />
        {refusal ? <RefusalNotice refusal={refusal} /> : null}
        {here ? <Here session={here} /> : null}
      </div>
      <Elsewhere data={data} cursor={cursor} ending={ending} ahead={ahead} />
      <EndedSessions ended={data.ended} enderOf={({ endedBy }) => endedBy} />
    </div>
  )
}

function Here({ session }: { readonly session: Listed }) {
  return (
    <Card as="section" aria-labelledby="here" className="border-accent!">
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="here" className="min-w-0 text-lg font-semibold wrap-anywhere">
          {deviceOf(session)}
        </h2>
        <Badge tone="accent" className="mr-auto">
          This device
        </Badge>
        <SignOut size="sm">Sign out here</SignOut>
      </div>
      <SessionFacts session={session} />
    </Card>
  )
}

interface Ending {
  readonly ending: Mutating
  readonly ahead: Foreseen
}

function Elsewhere({ data, cursor, ...rest }: Ending & { readonly data: OwnSessions; readonly cursor: string | null }) {
  const others = data.sessions.filter(({ current }) => !current)
  return (
    <section aria-labelledby="elsewhere">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="elsewhere" className="mr-auto text-xl font-semibold">
          Elsewhere
        </h2>
        {/* Those of other pages end too; how many there are, this one does not know. */}
        {others.length > 0 ? <EndOthers count={cursor === null && data.next === null ? others.length : null} {...rest} /> : null}
      </div>
      {others.length > 0 ? (
        <Rows label="Sessions elsewhere">
          {others.map((session) => (
            <Other key={session.id} session={session} {...rest} />
          ))}
        </Rows>
      ) : (
        <p className="mt-3 text-sm text-muted">{cursor === null ? 'You are not signed in anywhere else.' : 'There are no more.'}</p>
      )}
      <div className="mt-4">
        <Pages of="sessions" path="/sessions" cursor={cursor} next={data.next} />
      </div>
    </section>
  )
}

/** `count` is null where there are more than this page knows of. */
function EndOthers({ count, ending, ahead }: Ending & { readonly count: number | null }) {
  return (
    <ConfirmMutation
      of={ending}
      name="end-other-sessions"
      label="End all other sessions"
      button={count === null ? 'End all of them' : `End ${String(count)} ${count === 1 ? 'session' : 'sessions'}`}
      pendingLabel="Ending…"
      align="end"
    >
      <p>
        {count === null ? 'All other devices are' : count === 1 ? 'One other device is' : `${String(count)} other devices are`} signed out. This
        one stays signed in.
      </p>
      <Ahead of={ahead} />
    </ConfirmMutation>
  )
}

function Other({ session, ending, ahead }: Ending & { readonly session: Listed }) {
  const device = deviceOf(session)
  return (
    <SessionRow
      session={session}
      action={
        <ConfirmMutation
          of={ending}
          name="end-session"
          id={session.id}
          about={device}
          label="End"
          labelOf={`the session on ${device}`}
          button="End this session"
          pendingLabel="Ending…"
          align="corner"
        >
          <p>That device is signed out and has to sign in again. Nothing else changes.</p>
          <Ahead of={ahead} />
        </ConfirmMutation>
      }
    />
  )
}
