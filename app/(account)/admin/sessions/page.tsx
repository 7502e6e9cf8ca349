import type { Metadata } from 'next'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import { everySessionBody, userBody } from '@/lib/auth/answers'
import { foresee } from '@/lib/auth/registry'
import { getSite } from '@/lib/auth/session'
import { listEverySession } from '@/lib/auth/sessions'
import { AdminPage } from '../_parts/admin-page'
import { MOST_PEOPLE } from '../_parts/limits'
import { EverySessionPanel } from './_parts/every-session-panel'

export const metadata: Metadata = { title: 'All sessions' }

export default async function AllSessionsPage() {
  const [{ lists, facts }, { user: ahead }] = await Promise.all([getSite(), foresee()])
  return (
    <AdminPage title="All sessions" says="Everybody who is signed in, and what was ended in the last day.">
      {async (actor) =>
        lists ? (
          <EverySessionPanel
            initial={actor && everySessionBody(await listEverySession(actor), actor.session.id)}
            initialPeople={actor && { users: (await actor.stores.users.list(MOST_PEOPLE)).map(userBody) }}
            ahead={ahead}
          />
        ) : (
          <Notice title="In this mode no server knows which sessions there are">
            <p>
              {facts.title}: a session lives inside its own credential, wherever that is. A list would have to be kept beside it,
              and this mode keeps none. AUTH_REVOCATION=list does not change that: it notes what was ended, not what lives.
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
