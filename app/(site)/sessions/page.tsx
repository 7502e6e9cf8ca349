import type { Metadata } from 'next'
import { cursorIn, type SearchParams } from '@/lib/next/search-params'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { Gate } from '@/app/_client/gate'
import { Life } from '@/app/_client/life'
import { PageHead } from '@/app/_client/page-head'
import { ownEndedBody, ownSessionsBody } from '@/lib/http/bodies'
import { PAGE_SIZE } from '@/lib/stores/paging'
import { foresee } from '@/lib/app'
import { getSite, requireActor } from '@/lib/next/session'
import { listEnded, listSessions } from '@/lib/accounts/sessions'
import type { Acting } from '@/lib/accounts/acting'
import { CannotList } from './_parts/cannot-list'
import { ReadMore } from './_parts/read-more'
import { SessionsPanel } from './_parts/sessions-panel'

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionsPage({ searchParams }: { searchParams: SearchParams }) {
  const cursor = cursorIn(await searchParams)
  const { mode, facts, words, lab } = await getSite()
  const actor = facts.rscCanRead ? await requireActor() : null
  const { user: ahead } = await foresee()
  const initial = actor && facts.lists ? await firstRead(actor, cursor) : null
  return (
    <>
      <PageHead title="Sessions">
        {facts.lists
          ? 'Every browser and program that is signed in as you. End any that you do not recognise.'
          : 'This server cannot tell where you are signed in. Here is why, and what you can do instead.'}
      </PageHead>
      <div className="mt-8 space-y-10">
        {facts.rscCanRead ? null : <ScriptNeeded />}
        <Gate>
          {facts.lists ? (
            <SessionsPanel key={cursor} cursor={cursor} initial={initial} ahead={ahead} />
          ) : (
            <CannotList
              mode={mode}
              title={words.title}
              ends={words.ends}
              endsOthers={facts.endsFromElsewhere}
              ahead={ahead}
              more={<ReadMore lab={lab} />}
            />
          )}
        </Gate>
        <Life />
      </div>
    </>
  )
}

async function firstRead(actor: Acting, cursor: string | null) {
  const { id, user } = actor.session
  const [living, ended] = await Promise.all([listSessions(actor, { limit: PAGE_SIZE, cursor }), listEnded(actor, user.id, PAGE_SIZE)])
  return { ...ownSessionsBody(living, id), ended: ownEndedBody(ended, id) }
}
