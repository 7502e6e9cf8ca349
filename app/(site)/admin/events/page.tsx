import type { Metadata } from 'next'
import { cursorIn, single, type SearchParams } from '@/lib/next/search-params'
import { EVENT_TYPES, type EventType } from '@/lib/stores/events'
import { eventsBody, usersBody } from '@/lib/http/bodies'
import { PAGE_SIZE } from '@/lib/stores/paging'
import { AdminPage } from '../_parts/admin-page'
import { MOST_PEOPLE } from '../_parts/limits'
import { EventsPanel } from './_parts/events-panel'

export const metadata: Metadata = { title: 'Events' }

const isType = (text: string | null): text is EventType => EVENT_TYPES.some((type) => type === text)

/** As ids of ours look; anything else finds nothing and filters nothing. */
const isId = (text: string | null): text is string => text !== null && /^[\w-]{1,64}$/.test(text)

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  const given = await searchParams
  const [type, userId, cursor] = [single(given.type), single(given.userId), cursorIn(given)]
  const filter = { ...(isType(type) && { type }), ...(isId(userId) && { userId }) }
  return (
    <AdminPage title="Events" says="What happened, newest first: who did it, to whom, and from where. Repeats within an hour are counted, not listed again. No event contains a credential.">
      {async (actor) => (
        <EventsPanel
          filter={filter}
          cursor={cursor}
          types={EVENT_TYPES}
          initial={actor && eventsBody(await actor.stores.events.list({ limit: PAGE_SIZE, cursor, ...filter }))}
          initialPeople={actor && usersBody(await actor.stores.users.list({ limit: MOST_PEOPLE }))}
        />
      )}
    </AdminPage>
  )
}
