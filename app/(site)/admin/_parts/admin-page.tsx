import type { ReactNode } from 'react'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { Gate } from '@/app/_client/gate'
import { PageHead } from '@/app/_client/page-head'
import { getSite, requireAdmin, wasDropped } from '@/lib/next/session'
import type { Acting } from '@/lib/accounts/acting'
import { Acting as ActingProvider } from './acting'
import { NotAllowed } from './not-allowed'
import { SignedOut } from './signed-out'

/** Gets who asks; null where only a script can say, and the API is asked instead of the store. */
type Content = (actor: Acting | null) => Promise<ReactNode>

/** The frame of a page for administrators. */
export async function AdminPage({ title, says, children }: { readonly title: string; readonly says: ReactNode; readonly children: Content }) {
  const { facts } = await getSite()
  return (
    <>
      <PageHead title={title}>{says}</PageHead>
      <div className="mt-8">
        {facts.rscCanRead ? null : <ScriptNeeded />}
        <ActingProvider>{facts.rscCanRead ? await forAdmins(children) : <Gate>{await children(null)}</Gate>}</ActingProvider>
      </div>
    </>
  )
}

async function forAdmins(content: Content): Promise<ReactNode> {
  // Whose session this very request ended is told so, and is nobody.
  if (await wasDropped()) return <SignedOut />
  const actor = await requireAdmin()
  return actor ? content(actor) : <NotAllowed />
}
