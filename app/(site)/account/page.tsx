import type { Metadata } from 'next'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { PageHead } from '@/app/_client/page-head'
import { foresee } from '@/lib/app'
import { getSite, requireActor, wasDropped } from '@/lib/next/session'
import { AccountPanel } from './_parts/account-panel'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const { facts } = await getSite()
  // Whose account this very request deleted is told so, and is nobody.
  const actor = facts.rscCanRead && !(await wasDropped()) ? await requireActor() : null
  const { user: ahead } = await foresee()
  return (
    <>
      <PageHead title="Account">
        Your name and what you sign in with. Each form says beforehand what it does to your other sessions, and
        afterwards when that takes effect.
      </PageHead>
      <div className="mt-8">
        {facts.rscCanRead ? null : <ScriptNeeded />}
        <AccountPanel person={actor && { name: actor.user.name, email: actor.user.email }} ahead={ahead} />
      </div>
    </>
  )
}
