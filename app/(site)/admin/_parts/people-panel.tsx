'use client'

import { Pages, pathOf } from '@/app/_client/pages'
import { useResource } from '@/app/_client/resource'
import { useViewer } from '@/app/_client/viewer'
import type { usersBody } from '@/lib/http/bodies'
import { useChanges } from './acting'
import { Loaded } from './loaded'
import { PersonCard, type Possible } from './person-card'

type People = ReturnType<typeof usersBody>

/** A page of everybody with an account, and what an administrator can do to them. */
export function PeoplePanel({
  search,
  cursor,
  initial,
  ...possible
}: Possible & {
  readonly search: string
  readonly cursor: string | null
  readonly initial: People | null
}) {
  const viewer = useViewer()
  const me = viewer.status === 'in' ? viewer.session.user.id : null
  const people = useResource<People>(pathOf('/api/admin/users', { with: 'sessions', search, cursor }), initial)
  const changes = useChanges(people.reload)
  return (
    <Loaded resource={people}>
      {({ users, next }) => (
        <>
          <p className="text-sm text-muted">
            {users.length === 0
              ? 'Nobody was found.'
              : `${String(users.length)} ${users.length === 1 ? 'person' : 'people'}${cursor === null && next === null ? '' : ' on this page'}, newest first.`}
            {possible.endsFromElsewhere
              ? null
              : ' In this mode no session can be ended from here: the server keeps no list of them. Disable an account, and its sessions can no longer be renewed.'}
          </p>
          <ul className="my-6 space-y-4">
            {users.map((person) => (
              <PersonCard key={person.id} person={person} isSelf={person.id === me} changes={changes} {...possible} />
            ))}
          </ul>
          <Pages of="people" path="/admin" query={{ search }} cursor={cursor} next={next} />
        </>
      )}
    </Loaded>
  )
}
