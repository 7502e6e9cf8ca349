import type { Metadata } from 'next'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { Gate } from '@/app/_client/gate'
import { PageHead } from '@/app/_client/page-head'
import { ownSessionsBody } from '@/lib/auth/answers'
import { foresee } from '@/lib/auth/registry'
import { getSite, requireActor } from '@/lib/auth/session'
import { listSessions } from '@/lib/auth/sessions'
import { CannotList } from './_parts/cannot-list'
import { SessionsPanel } from './_parts/sessions-panel'

export const metadata: Metadata = { title: 'Sessions' }

export default async function SessionsPage() {
  const { mode, facts, lab, lists } = await getSite()
  const actor = facts.rscCanRead ? await requireActor() : null
  const { user: ahead } = await foresee()
  const initial = actor && lists ? ownSessionsBody(await listSessions(actor), actor.session.id) : null
  return (
    <>
      <PageHead title="Sessions">
        {lists
          ? 'Every browser and program that is signed in as you. What you do not know, end.'
          : 'Where you are signed in is something that this server cannot say. Here is why, and what you can do instead.'}
      </PageHead>
      <div className="mt-8">
        <ScriptNeeded />
        <Gate>
          {lists ? (
            <SessionsPanel initial={initial} ahead={ahead} />
          ) : (
            <CannotList mode={mode} title={facts.title} ends={facts.ends} endsOthers={facts.endsFromElsewhere} ahead={ahead} lab={lab} />
          )}
        </Gate>
      </div>
    </>
  )
}
