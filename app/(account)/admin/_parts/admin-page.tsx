import type { ReactNode } from 'react'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { Gate } from '@/app/_client/gate'
import { PageHead } from '@/app/_client/page-head'
import { getSite, requireAdmin } from '@/lib/auth/session'
import type { SessionDeps } from '@/lib/auth/sessions'
import { NotAllowed } from './not-allowed'

/**
 * The frame of a page for administrators. `children` gets who asks; null where only a script can say, and the API is
 * asked instead of the store.
 */
export async function AdminPage({
  title,
  says,
  children,
}: {
  readonly title: string
  readonly says: ReactNode
  readonly children: (actor: SessionDeps | null) => Promise<ReactNode>
}) {
  const { facts } = await getSite()
  const actor = facts.rscCanRead ? await requireAdmin() : null
  return (
    <>
      <PageHead title={title}>{says}</PageHead>
      <div className="mt-8">
        <ScriptNeeded />
        {facts.rscCanRead && !actor ? <NotAllowed /> : <Gate>{await children(actor)}</Gate>}
      </div>
    </>
  )
}
