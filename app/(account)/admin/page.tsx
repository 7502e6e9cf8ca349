import type { Metadata } from 'next'
import { single, type SearchParams } from '@/app/(auth)/_form/auth-page'
import { everySessionBody, userBody } from '@/lib/auth/answers'
import { foresee } from '@/lib/auth/registry'
import { getSite } from '@/lib/auth/session'
import { listEverySession } from '@/lib/auth/sessions'
import { AdminPage } from './_parts/admin-page'
import { MOST_PEOPLE } from './_parts/limits'
import { PeoplePanel } from './_parts/people-panel'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const search = (single((await searchParams).search) ?? '').trim().slice(0, 254)
  const [{ facts, lists }, ahead] = await Promise.all([getSite(), foresee()])
  return (
    <AdminPage
      title="People"
      says="Who has an account, what they may do, and where they are signed in. Before each step that takes something away stands what it ends; after it, from when."
    >
      {async (actor) => {
        const users = actor && { users: (await actor.stores.users.list(MOST_PEOPLE, search || undefined)).map(userBody) }
        const sessions = actor && lists ? everySessionBody(await listEverySession(actor), actor.session.id) : null
        return (
          <PeoplePanel
            key={search}
            search={search}
            initial={users}
            initialSessions={sessions && { sessions: sessions.sessions.map(({ userId }) => ({ userId })) }}
            self={actor?.session.user.id ?? null}
            lists={lists}
            endsFromElsewhere={facts.endsFromElsewhere}
            ahead={ahead}
          />
        )
      }}
    </AdminPage>
  )
}
