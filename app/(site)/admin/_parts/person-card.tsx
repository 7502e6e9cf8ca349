import { Ahead } from '@/app/_client/ahead'
import { ConfirmMutation } from '@/app/_client/confirm-mutation'
import { MutationForm, type Mutating } from '@/app/_client/mutation'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { SubmitButton } from '@/app/_ui/submit-button'
import { TextLink } from '@/app/_ui/text-link'
import { UtcTime } from '@/app/_wire/utc-time'
import type { usersBody } from '@/lib/http/bodies'
import { MOST_COUNTED } from '@/lib/stores/paging'
import type { foresee } from '@/lib/app'

/** What this server's mode lets an administrator do, and from when it would take effect. */
export interface Possible {
  readonly endsFromElsewhere: boolean
  readonly ahead: Awaited<ReturnType<typeof foresee>>
}

interface Row extends Possible {
  readonly person: ReturnType<typeof usersBody>['users'][number]
  readonly isSelf: boolean
  readonly changes: Mutating
}

export function PersonCard(row: Row) {
  const { person, isSelf, endsFromElsewhere } = row
  return (
    <Card as="li">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-lg font-semibold wrap-anywhere">{person.name}</h2>
        <Badge tone={person.role === 'admin' ? 'accent' : 'neutral'}>{person.role}</Badge>
        {person.disabled ? <Badge tone="bad">disabled</Badge> : null}
        {isSelf ? <Badge>you</Badge> : null}
      </div>
      <p className="mt-1 text-muted wrap-anywhere">{person.email}</p>
      <p className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm">
        <span>
          Since <UtcTime at={Date.parse(person.createdAt)} />
        </span>
        <span>{person.sessions == null ? 'Sessions: nobody can count them' : `${counted(person.sessions)} signed in`}</span>
        <span className="wrap-anywhere">
          Id <Code>{person.id}</Code>
        </span>
        <TextLink href={`/admin/events?userId=${person.id}`} prefetch={false}>
          Events<span className="sr-only"> of {person.name}</span>
        </TextLink>
      </p>
      <div className="mt-4 flex flex-wrap items-start gap-2 border-t border-line pt-4">
        <Role {...row} />
        <Access {...row} />
        {endsFromElsewhere ? <EndSessions {...row} /> : null}
      </div>
    </Card>
  )
}

function Role({ person, changes, ahead: { role: ahead } }: Row) {
  if (person.role === 'user') {
    return (
      <MutationForm of={changes} name="set-authority" id={person.id}>
        <SubmitButton size="sm" name="role" value="admin" pendingLabel="Changing…">
          Make admin<span className="sr-only">: {person.name}</span>
        </SubmitButton>
      </MutationForm>
    )
  }
  return (
    <ConfirmMutation
      of={changes}
      name="set-authority"
      id={person.id}
      label="Make user"
      labelOf={`: ${person.name}`}
      button="Take the role away"
      pendingLabel="Changing…"
    >
      <input type="hidden" name="role" value="user" />
      <p>{person.name} can no longer administer this server. No session ends.</p>
      <p>Administration pages and actions ask the database, so access to them ends at once.</p>
      {ahead.takesEffect === 'now' ? <p>Every other check sees the new role at the next request.</p> : <Ahead of={ahead} />}
    </ConfirmMutation>
  )
}

function Access({ person, isSelf, changes, ahead }: Row) {
  if (person.disabled) {
    return (
      <MutationForm of={changes} name="set-authority" id={person.id}>
        <SubmitButton size="sm" name="disabled" value="false" pendingLabel="Enabling…">
          Enable<span className="sr-only"> {person.name}</span>
        </SubmitButton>
      </MutationForm>
    )
  }
  return (
    <ConfirmMutation
      of={changes}
      name="set-authority"
      id={person.id}
      label="Disable"
      labelOf={person.name}
      button="Disable this account"
      pendingLabel="Disabling…"
    >
      <input type="hidden" name="disabled" value="true" />
      <p>
        {person.name} can no longer sign in{isSelf ? ', and is signed out here' : ''}. <Blast of={person.sessions} />
      </p>
      <Ahead of={ahead.user} />
    </ConfirmMutation>
  )
}

function EndSessions({ person, isSelf, changes, ahead }: Row) {
  return (
    <ConfirmMutation
      of={changes}
      name="end-sessions-of-person"
      id={person.id}
      about={person.name}
      label="End sessions"
      labelOf={`of ${person.name}`}
      button="End all of them"
      pendingLabel="Ending…"
    >
      <p>
        {person.name} is signed out everywhere{isSelf ? ', including here,' : ''} and can sign in again. <Blast of={person.sessions} />
      </p>
      <Ahead of={ahead.user} />
    </ConfirmMutation>
  )
}

function counted(sessions: number): string {
  if (sessions === MOST_COUNTED) return `${sessions.toLocaleString('en')} or more sessions`
  return sessions === 1 ? '1 session' : `${String(sessions)} sessions`
}

/** How many sessions an act ends; nullish where no server knows. */
function Blast({ of }: { readonly of: number | null | undefined }) {
  if (of == null) return <>Nobody can tell how many sessions that ends: the server keeps no list of them.</>
  return <>{of === 0 ? 'There are no sessions now.' : `${counted(of)} ${of === 1 ? 'ends' : 'end'}.`}</>
}
