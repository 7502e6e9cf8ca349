import type { Metadata } from 'next'
import { single, type SearchParams } from '@/app/(auth)/_form/auth-page'
import { EVENT_TYPES, type EventType } from '@/db/stores/contract'
import { eventBody, userBody } from '@/lib/auth/answers'
import { AdminPage } from '../_parts/admin-page'
import { EVENTS_PER_PAGE, MOST_PEOPLE } from '../_parts/limits'
import { EventsPanel } from './_parts/events-panel'

export const metadata: Metadata = { title: 'Events' }

const isType = (text: string | null): text is EventType => EVENT_TYPES.some((type) => type === text)

/** As ids of ours look; anything else finds nothing and filters nothing. */
const isId = (text: string | null): text is string => text !== null && /^[\w-]{1,64}$/.test(text)

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  const given = await searchParams
  const [type, userId, before] = [single(given.type), single(given.userId), single(given.before)]
  const filter = { ...(isType(type) && { type }), ...(isId(userId) && { userId }), ...(isId(before) && { before }) }
  return (
    <AdminPage title="Events" says="What happened, newest first: who did it, to whom, and from where. No event holds a credential.">
      {async (actor) => (
        <EventsPanel
          key={JSON.stringify(filter)}
          filter={filter}
          types={EVENT_TYPES}
          initial={actor && { events: (await actor.stores.events.recent(EVENTS_PER_PAGE, filter)).map(eventBody) }}
          initialPeople={actor && { users: (await actor.stores.users.list(MOST_PEOPLE)).map(userBody) }}
        />
      )}
    </AdminPage>
  )
}
