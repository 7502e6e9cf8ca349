import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { Notice } from '@/app/_ui/notice'
import { UtcTime } from '@/app/_wire/utc-time'
import {
  getRoleInDatabase,
  getSetCookies,
  getSite,
  getXray,
  requireUser,
  roleFlippers,
} from '@/lib/next/session'
import { Actions } from './_parts/actions'
import { Answers } from './_parts/answers'
import { ByScript } from './_parts/by-script'
import { Readout } from './_parts/readout'
import { RoleNotice } from './_parts/role-notice'

export const metadata: Metadata = { title: 'Dashboard' }

export default async function DashboardPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { facts, words } = await getSite()
  if (!facts.rscCanRead) {
    return (
      <Frame says="Going to this page sent no credential, so the server does not know who it is for. A script of the page then asked with the token. Here is what both sent, and what the server did with it.">
        <ScriptNeeded className="mt-6" />
        <ByScript navigation={await getXray()} facts={facts} ends={words.ends} flippers={await roleFlippers()} />
      </Frame>
    )
  }

  const session = await requireUser()
  const [report, cookies, query, flippers] = await Promise.all([getXray(), getSetCookies(), searchParams, roleFlippers()])
  const roleInDatabase = query.done === 'role' ? await getRoleInDatabase(session) : null
  const renewed = report.state.flatMap(({ content }) => [content.lastSeenAt, content.issuedMs]).find((at) => typeof at === 'number')

  return (
    <Frame says="Your browser asked for this page. Here is what it sent, what the server did with it, and where the fact that you are signed in is kept.">
      <div className="mt-6 space-y-4">
        {query.done === 'renewed' && renewed !== undefined ? (
          <Notice
            role="status"
            title={
              <>
                Last renewed <UtcTime at={renewed} />
              </>
            }
          >
            <p>
              {facts.stateLives === 'store'
                ? 'The row lives longer since then; the cookie kept its value.'
                : 'The server made a new credential then, with the facts about you as they were, and this request carried it.'}
            </p>
          </Notice>
        ) : null}
        {roleInDatabase ? (
          <RoleNotice
            inDatabase={roleInDatabase}
            judgedAs={session.user.role}
            stateLives={facts.stateLives}
            renews={facts.renews !== 'never'}
          />
        ) : null}
        <Readout report={report} stateLives={facts.stateLives} />
        <Actions facts={facts} ends={words.ends} canFlipRole={flippers.includes(session.user.id)} />
      </div>
      <Answers
        session={session}
        report={report}
        facts={facts}
        renews={facts.renews !== 'never'}
        given={cookies.map((cookie) => ({ by: 'set-cookie', ...cookie }))}
      />
    </Frame>
  )
}

function Frame({ says, children }: { readonly says: string; readonly children: ReactNode }) {
  return (
    <>
      <header className="max-w-3xl">
        <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">Your request, as it ran</h1>
        <p className="mt-3 text-lg text-muted text-pretty">{says}</p>
      </header>
      {children}
    </>
  )
}
