import type { Metadata } from 'next'
import { BlockedNotice } from '@/app/_bearer/blocked-notice'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import { getDemoPeople, getSite } from '@/lib/next/session'
import { Welcome } from './_home/welcome'

export const metadata: Metadata = { title: { absolute: 'Stateside' } }

export default async function Home() {
  const [{ facts }, people] = await Promise.all([getSite(), getDemoPeople()])
  return (
    <div className="max-w-2xl">
      <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-5xl sm:leading-[1.1]">Stateside</h1>
      {facts.rscCanRead ? null : <ScriptNeeded className="mt-5" />}
      <Welcome people={people.map(({ user: { email, name, role } }) => ({ email, name, role }))} password={DEMO_PASSWORD} />
      <div className="mt-5 empty:hidden">
        <BlockedNotice />
      </div>
    </div>
  )
}
