'use client'

import Form from 'next/form'
import { Pages, pathOf } from '@/app/_client/pages'
import { useResource } from '@/app/_client/resource'
import { Badge } from '@/app/_ui/badge'
import { Button, ButtonLink } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { Field } from '@/app/_ui/field'
import { Select } from '@/app/_ui/select'
import { TextLink } from '@/app/_ui/text-link'
import { UtcTime } from '@/app/_wire/utc-time'
import type { eventsBody, usersBody } from '@/lib/http/bodies'
import { deviceInWords } from '@/lib/user-agent'
import { MOST_PEOPLE } from '../../_parts/limits'
import { Loaded } from '../../_parts/loaded'

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
      <Form action="/admin/events" prefetch={false} className="flex flex-wrap items-end gap-3">
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
      </Form>
      <Loaded resource={resource}>
        {({ events, next }) => (
          <>
            {events.length === 0 ? <p className="text-sm text-muted">No events match.</p> : null}
            <ol className="space-y-3">
              {events.map((event) => (
                <Card as="li" key={event.id} className="p-4!">
                  <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
                    <Badge tone={ALARMING.has(event.type) ? 'bad' : 'neutral'}>{wordsOf(event.type)}</Badge>
                    <span className="text-sm">
                      <UtcTime at={Date.parse(event.at)} />
                    </span>
                    {event.userId === null ? null : (
                      <span className="text-sm">
                        about <Who id={event.userId} name={nameOf(event.userId)} />
                      </span>
                    )}
                    {event.actorId === null || event.actorId === event.userId ? null : (
                      <span className="text-sm">
                        by <Who id={event.actorId} name={nameOf(event.actorId)} />
                      </span>
                    )}
                  </div>
                  <p className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm text-muted">
                    {event.ip === null && event.userAgent === null ? null : (
                      <span>
                        {event.ip ?? 'unknown address'}, {deviceInWords(event.userAgent)}
                      </span>
                    )}
                    {event.sessionId === null ? null : (
                      <span className="wrap-anywhere">
                        Session <Code>{event.sessionId}</Code>
                      </span>
                    )}
                    {event.detail === null ? null : <span className="wrap-anywhere">{event.detail}</span>}
                  </p>
                </Card>
              ))}
            </ol>
            <Pages of="events" path="/admin/events" query={{ ...filter }} cursor={cursor} next={next} />
          </>
        )}
      </Loaded>
    </div>
  )
}

/** What somebody should look at. */
const ALARMING: ReadonlySet<string> = new Set(['sign_in_failed', 'refresh_replayed', 'account_disabled', 'account_deleted'])

function wordsOf(type: string): string {
  const words = type.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function Who({ id, name }: { readonly id: string; readonly name: string | null }) {
  return (
    <TextLink href={`/admin/events?${new URLSearchParams({ userId: id }).toString()}`} prefetch={false}>
      {name ?? id}
    </TextLink>
  )
}
