import type { Metadata } from 'next'
import { cursorIn, single, type SearchParams } from '@/lib/next/search-params'
import { Button } from '@/app/_ui/button'
import { Field } from '@/app/_ui/field'
import { usersBody } from '@/lib/http/bodies'
import { PAGE_SIZE } from '@/lib/stores/paging'
import { listPeople } from '@/lib/accounts/people'
import { foresee } from '@/lib/app'
import { getSite } from '@/lib/next/session'
import { AdminPage } from './_parts/admin-page'
import { PeoplePanel } from './_parts/people-panel'

export const metadata: Metadata = { title: 'People' }

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const given = await searchParams
  const search = (single(given.search) ?? '').trim().slice(0, 254)
  const cursor = cursorIn(given)
  const [{ facts }, ahead] = await Promise.all([getSite(), foresee()])
  return (
    <AdminPage
      title="People"
      says="Who has an account, what they may do, and where they are signed in. Each action says beforehand what it ends, and afterwards when that takes effect."
    >
      {async (actor) => (
        <>
          <form action="/admin" role="search" className="mb-6 flex max-w-xl items-end gap-3">
            <Field className="flex-1" label="Name, e-mail address or id" name="search" type="search" defaultValue={search} maxLength={254} />
            <Button type="submit" className="min-h-11!">
              Search
            </Button>
          </form>
          <PeoplePanel
            search={search}
            cursor={cursor}
            initial={actor && usersBody(await listPeople(actor, { limit: PAGE_SIZE, cursor, search: search || undefined }))}
            endsFromElsewhere={facts.endsFromElsewhere}
            ahead={ahead}
          />
        </>
      )}
    </AdminPage>
  )
}
