'use client'

import Form from 'next/form'
import { useBearer } from '@/app/_bearer/store'
import { Ahead } from '@/app/_client/ahead'
import { useApi } from '@/app/_client/api'
import { OutcomeNotice, Promised, PromisedRole, useOutcome } from '@/app/_client/outcome'
import { Pages, pathOf } from '@/app/_client/pages'
import { useResource } from '@/app/_client/resource'
import { Badge } from '@/app/_ui/badge'
import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { Confirm } from '@/app/_ui/confirm'
import { Field } from '@/app/_ui/field'
import { TextLink } from '@/app/_ui/text-link'
import { UtcTime } from '@/app/_wire/utc-time'
import type { RevocationBody } from '@/lib/auth/answers'
import type { Role } from '@/lib/auth/contract'
import { MOST_COUNTED } from '@/lib/auth/paging'
import type { foresee } from '@/lib/auth/registry'
import { Loaded } from './loaded'

interface Person {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly disabled: boolean
  readonly createdAt: string
  /** How many live, counted up to `MOST_COUNTED`; null where no server knows. */
  readonly sessions?: number | null
}

interface People {
  readonly users: readonly Person[]
  readonly next: string | null
}

type Change = { readonly role: Role } | { readonly disabled: boolean }

/** Everybody with an account, and what an administrator can do to them. */
export function PeoplePanel({
  search,
  cursor,
  initial,
  self,
  endsFromElsewhere,
  ahead,
}: {
  readonly search: string
  readonly cursor: string | null
  readonly initial: People | null
  /** Whose browser this is; null where only a script can say. */
  readonly self: string | null
  readonly endsFromElsewhere: boolean
  readonly ahead: Awaited<ReturnType<typeof foresee>>
}) {
  const bearer = useBearer(self === null)
  const me = self ?? (bearer.status === 'in' ? bearer.session.user.id : null)
  const people = useResource<People>(pathOf('/api/admin/users', { with: 'sessions', search, cursor }), initial)
  const api = useApi()
  const outcome = useOutcome()

  async function change(person: Person, to: Change) {
    const answer = await api<{ readonly user: Person; readonly revocation: RevocationBody | null }>('PATCH', `/api/admin/users/${person.id}`, to)
    await people.reload()
    if ('refusal' in answer) {
      outcome.say(answer)
      return
    }
    const { user, revocation } = answer.body
    const title = 'role' in to ? `${user.name} is now ${user.role}` : `${user.name} is now ${user.disabled ? 'disabled' : 'enabled'}`
    if ('role' in to) outcome.say({ title, body: <PromisedRole role={user.role} revocation={revocation} /> })
    else outcome.say({ title, body: revocation ? <Promised revocation={revocation} /> : <p>They can sign in again from now on.</p> })
  }

  async function end(person: Person) {
    const answer = await api<RevocationBody>('DELETE', `/api/admin/users/${person.id}/sessions`)
    await people.reload()
    outcome.say('refusal' in answer ? answer : { title: `The sessions of ${person.name} were ended`, body: <Promised revocation={answer.body} /> })
  }

  return (
    <div className="space-y-6">
      <Form action="/admin" prefetch={false} role="search" className="flex max-w-xl items-end gap-3">
        <Field className="flex-1" label="Name, e-mail address or id" name="search" type="search" defaultValue={search} maxLength={254} />
        <Button type="submit" className="min-h-11">
          Search
        </Button>
      </Form>
      <OutcomeNotice outcome={outcome} />
      <Loaded resource={people}>
        {({ users, next }) => (
          <>
            <p className="text-sm text-muted">
              {users.length === 0
                ? 'Nobody was found.'
                : `${String(users.length)} ${users.length === 1 ? 'person' : 'people'}${cursor === null && next === null ? '' : ' on this page'}, newest first.`}
              {endsFromElsewhere
                ? null
                : ' In this mode no session can be ended from here: no server keeps a list of them. Disable an account, and nothing of it renews.'}
            </p>
            <ul className="space-y-4">
              {users.map((person) => {
                const living = person.sessions ?? null
                return (
                  <Card as="li" key={person.id}>
                    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                      <h2 className="text-lg font-semibold wrap-anywhere">{person.name}</h2>
                      <Badge tone={person.role === 'admin' ? 'accent' : 'neutral'}>{person.role}</Badge>
                      {person.disabled ? <Badge tone="bad">disabled</Badge> : null}
                      {person.id === me ? <Badge>you</Badge> : null}
                    </div>
                    <p className="mt-1 text-muted wrap-anywhere">{person.email}</p>
                    <p className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm">
                      <span>
                        Since <UtcTime at={Date.parse(person.createdAt)} />
                      </span>
                      <span>{living === null ? 'Sessions: nobody can count them' : `${counted(living)} signed in`}</span>
                      <span className="wrap-anywhere">
                        Id <Code>{person.id}</Code>
                      </span>
                      <TextLink href={`/admin/events?userId=${person.id}`} prefetch={false}>
                        Events<span className="sr-only"> of {person.name}</span>
                      </TextLink>
                    </p>
                    <div className="mt-4 flex flex-wrap items-start gap-2 border-t border-line pt-4">
                      {person.role === 'admin' ? (
                        <Confirm
                          label="Make user"
                          of={`: ${person.name}`}
                          button="Take the role away"
                          pendingLabel="Changing…"
                          onConfirm={() => change(person, { role: 'user' })}
                        >
                          <p>{person.name} cannot administer this server any more. No session ends.</p>
                          <p>Pages and actions of administrators ask the database, so those are closed at once.</p>
                          <AheadOfRole of={ahead.role} />
                        </Confirm>
                      ) : (
                        <Button size="sm" onClick={() => void change(person, { role: 'admin' })}>
                          Make admin<span className="sr-only">: {person.name}</span>
                        </Button>
                      )}
                      {person.disabled ? (
                        <Button size="sm" onClick={() => void change(person, { disabled: false })}>
                          Enable<span className="sr-only"> {person.name}</span>
                        </Button>
                      ) : (
                        <Confirm
                          label="Disable"
                          of={person.name}
                          button="Disable this account"
                          pendingLabel="Disabling…"
                          onConfirm={() => change(person, { disabled: true })}
                        >
                          <p>
                            {person.name} cannot sign in any more. <Blast living={living} />
                          </p>
                          <Ahead of={ahead.user} />
                        </Confirm>
                      )}
                      {endsFromElsewhere ? (
                        <Confirm label="End sessions" of={`of ${person.name}`} button="End all of them" pendingLabel="Ending…" onConfirm={() => end(person)}>
                          <p>
                            {person.name} is signed out everywhere{person.id === me ? ', here too,' : ''} and can sign in again. <Blast living={living} />
                          </p>
                          <Ahead of={ahead.user} />
                        </Confirm>
                      ) : null}
                    </div>
                  </Card>
                )
              })}
            </ul>
            <Pages of="people" path="/admin" query={{ search }} cursor={cursor} next={next} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function counted(sessions: number): string {
  if (sessions === MOST_COUNTED) return `${sessions.toLocaleString('en')} or more sessions`
  return sessions === 1 ? '1 session' : `${String(sessions)} sessions`
}

/** How many sessions an act ends. */
function Blast({ living }: { readonly living: number | null }) {
  if (living === null) return <>How many sessions that ends, nobody can know: the server keeps no list of them.</>
  return <>{living === 0 ? 'No session lives now.' : `${counted(living)} ${living === 1 ? 'ends' : 'end'}.`}</>
}

function AheadOfRole({ of }: { readonly of: Awaited<ReturnType<typeof foresee>>['role'] }) {
  return of.takesEffect === 'now' ? <p>Every other check sees the new role at the next request.</p> : <Ahead of={of} />
}
