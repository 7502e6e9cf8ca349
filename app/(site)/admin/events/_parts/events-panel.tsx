'use client'

import { Pages, pathOf } from '@/app/_client/pages'
import { useResource } from '@/app/_client/resource'
import { Button, ButtonLink } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import type { eventsBody, usersBody } from '@/lib/http/bodies'
import { MOST_PEOPLE } from '../../_parts/limits'
import { Loaded } from '../../_parts/loaded'
import { EventsList, wordsOf } from './events-list'

export interface Filter {
  readonly type?: string
  readonly userId?: string
}

type Events = ReturnType<typeof eventsBody>
type People = ReturnType<typeof usersBody>

/** What happened, filtered as the address says. */
export function EventsPanel({
  filter,
  cursor,
  types,
  initial,
  initialPeople,
}: {
  readonly filter: Filter
  readonly cursor: string | null
  readonly types: readonly string[]
  readonly initial: Events | null
  readonly initialPeople: People | null
}) {
  const resource = useResource<Events>(pathOf('/api/admin/events', { ...filter, cursor }), initial)
  const people = useResource<People>(`/api/admin/users?limit=${String(MOST_PEOPLE)}`, initialPeople)
  const nameOf = (id: string) => people.data?.users.find((person) => person.id === id)?.name ?? null

  return (
    <div className="space-y-6">
      <form action="/admin/events" className="flex flex-wrap items-end gap-3">
        <Select label="Type" name="type" defaultValue={filter.type ?? ''} className="basis-52">
          <option value="">All</option>
          {types.map((type) => (
            <option key={type} value={type}>
              {wordsOf(type)}
            </option>
          ))}
        </Select>
        <Field label="Person's id" name="userId" defaultValue={filter.userId ?? ''} maxLength={64} autoComplete="off" className="min-w-0 flex-1 basis-52" />
        <div className="flex gap-2">
          <Button type="submit" className="min-h-11!">
            Filter
          </Button>
          {filter.type !== undefined || filter.userId !== undefined ? (
            <ButtonLink href="/admin/events" prefetch={false} variant="quiet" className="min-h-11!">
              Show all
            </ButtonLink>
          ) : null}
        </div>
      </form>
      <Loaded resource={resource}>
        {({ events, next }) => (
          <>
            <EventsList events={events} nameOf={nameOf} />
            <Pages of="events" path="/admin/events" query={{ ...filter }} cursor={cursor} next={next} />
          </>
        )}
      </Loaded>
    </div>
  )
}
