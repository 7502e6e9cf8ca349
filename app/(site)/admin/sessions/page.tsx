import type { Metadata } from 'next'
import { cursorIn, type SearchParams } from '@/lib/next/search-params'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import { everyEndedBody, everySessionBody, usersBody } from '@/lib/http/bodies'
import { PAGE_SIZE } from '@/lib/stores/paging'
import { foresee } from '@/lib/app'
import { getSite } from '@/lib/next/session'
import { listEnded, listEverySession } from '@/lib/accounts/sessions'
import type { Acting } from '@/lib/accounts/acting'
import { AdminPage } from '../_parts/admin-page'
import { MOST_PEOPLE } from '../_parts/limits'
import { EverySessionPanel } from './_parts/every-session-panel'

export const metadata: Metadata = { title: 'All sessions' }

export default async function AllSessionsPage({ searchParams }: { searchParams: SearchParams }) {
  const cursor = cursorIn(await searchParams)
  const [{ facts, words }, { user: ahead }] = await Promise.all([getSite(), foresee()])
  return (
    <AdminPage title="All sessions" says="Everybody who is signed in, and the sessions that ended in the last day.">
      {async (actor) =>
        facts.lists ? (
          <EverySessionPanel
            cursor={cursor}
            initial={actor && (await firstRead(actor, cursor))}
            initialPeople={actor && usersBody(await actor.stores.users.list({ limit: MOST_PEOPLE }))}
            ahead={ahead}
          />
        ) : (
          <Notice title="In this mode the server does not know which sessions exist">
            <p>
              {words.title}: a session lives inside its own credential, wherever that is. A list would have to be kept beside it,
              and this mode keeps none. AUTH_REVOCATION=list does not change that: it records what was ended, not what
              is still going on.
            </p>
            <p>
              {facts.endsFromElsewhere ? (
                <>
                  All sessions of one person can be ended under{' '}
                  <TextLink href="/admin" prefetch={false}>
                    People
                  </TextLink>
                  .
                </>
              ) : (
                <>
                  Nor can one be ended from here. Who signed in and when stands under{' '}
                  <TextLink href="/admin/events?type=sign_in" prefetch={false}>
                    Events
                  </TextLink>
                  .
                </>
              )}
            </p>
          </Notice>
        )
      }
    </AdminPage>
  )
}

async function firstRead(actor: Acting, cursor: string | null) {
  const { id } = actor.session
  const [living, ended] = await Promise.all([listEverySession(actor, { limit: PAGE_SIZE, cursor }), listEnded(actor, null, PAGE_SIZE)])
  return { ...everySessionBody(living, id), ended: everyEndedBody(ended, id) }
}
