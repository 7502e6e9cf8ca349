import type { Metadata } from 'next'
import { single, type SearchParams } from '@/lib/next/search-params'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { Life } from '@/app/_client/life'
import { PageHead } from '@/app/_client/page-head'
import { getRoleInDatabase, getSetCookies, getSite, getXray, requireUser, roleFlippers } from '@/lib/next/session'
import { AskedLater } from './_parts/asked-later'
import { RenewedNotice } from './_parts/renewed-notice'
import { Shown } from './_parts/shown'

export const metadata: Metadata = { title: 'Dashboard' }

const SAYS = {
  page: 'Your browser asked for this page. Here is what it sent, what the server did with it, and where your session is kept.',
  script:
    'Going to this page sent no credential, so the server does not know who it is for. A script on the page then asked with the token. Here is what both sent, and what the server did with it.',
}

export default async function DashboardPage({ searchParams }: { searchParams: SearchParams }) {
  const { facts } = await getSite()
  return (
    <>
      <PageHead title="Your request, as it ran">{facts.rscCanRead ? SAYS.page : SAYS.script}</PageHead>
      {facts.rscCanRead ? <OfPage {...(await searchParams)} /> : <OfScript />}
      <div className="mt-12">
        <Life />
      </div>
    </>
  )
}

async function OfPage(asked: Awaited<SearchParams>) {
  const done = single(asked.done)
  const session = await requireUser()
  const [{ facts, words }, report, cookies, flippers] = await Promise.all([getSite(), getXray(), getSetCookies(), roleFlippers()])
  return (
    <Shown
      session={session}
      report={report}
      facts={facts}
      ends={words.ends}
      canFlipRole={flippers.includes(session.user.id)}
      roleInDatabase={done === 'role' ? await getRoleInDatabase(session) : null}
      notices={done === 'renewed' ? <RenewedNotice report={report} stateLives={facts.stateLives} /> : null}
      show={single(asked.show) ?? undefined}
      given={cookies.map((cookie) => ({ by: 'set-cookie', ...cookie }))}
    />
  )
}

async function OfScript() {
  const [{ facts, words }, navigation, flippers] = await Promise.all([getSite(), getXray(), roleFlippers()])
  return (
    <>
      <ScriptNeeded className="mt-6" />
      <AskedLater navigation={navigation} facts={facts} ends={words.ends} flippers={flippers} />
    </>
  )
}
