import type { Metadata } from 'next'
import { Notice } from '@/app/_ui/notice'
import { CookieAnatomy } from '@/app/_wire/cookie-anatomy'
import { CredentialDecoder } from '@/app/_wire/credential-decoder'
import { StateMap } from '@/app/_wire/state-map'
import { Timeline } from '@/app/_wire/timeline'
import { UtcTime } from '@/app/_wire/utc-time'
import { WireView } from '@/app/_wire/wire-view'
import { COOKIE_LIMIT_BYTES } from '@/lib/auth/cookies'
import { getRoleInDatabase, getSetCookie, getSite, getXray, mayFlipRole, requireUser } from '@/lib/auth/session'
import { Actions } from './_parts/actions'
import { Part, Question, QuestionNav } from './_parts/question'
import { Readout } from './_parts/readout'
import { RoleNotice } from './_parts/role-notice'
import { Who } from './_parts/who'

export const metadata: Metadata = { title: 'Dashboard' }

export default async function DashboardPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const session = await requireUser()
  const [report, setCookie, { facts }, query] = await Promise.all([getXray(), getSetCookie(), getSite(), searchParams])
  const roleInDatabase = query.done === 'role' ? await getRoleInDatabase(session) : null
  const { credential } = report.request
  const renewed = report.state.flatMap(({ content }) => [content.lastSeenAt, content.issuedMs]).find((at) => typeof at === 'number')

  return (
    <>
      <header className="max-w-3xl">
        <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">Your request, as it ran</h1>
        <p className="mt-3 text-lg text-muted text-pretty">
          Your browser asked for this page. Here is what it sent, what the server did with it, and where the fact that
          you are signed in is kept.
        </p>
      </header>

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
          <RoleNotice inDatabase={roleInDatabase} judgedAs={session.user.role} stateLives={facts.stateLives} />
        ) : null}
        <Readout report={report} stateLives={facts.stateLives} />
        <Actions facts={facts} canFlipRole={mayFlipRole(session)} />
      </div>

      <div className="mt-12 gap-12 lg:grid lg:grid-cols-[10.5rem_minmax(0,1fr)]">
        <QuestionNav />
        <div className="mt-10 space-y-16 lg:mt-0">
          <Question id="who">
            <Who session={session} verdict={report.verdict} />
          </Question>
          <Question id="sent">
            <WireView request={report.request} setCookie={setCookie} />
            {setCookie && credential ? (
              <Part title="The cookie, taken apart">
                <CookieAnatomy
                  line={setCookie.line}
                  seen={setCookie.seen}
                  valueBytes={credential.bytes}
                  limit={COOKIE_LIMIT_BYTES}
                />
              </Part>
            ) : null}
          </Question>
          <Question id="where">
            <StateMap state={report.state} stateLives={facts.stateLives} />
            <Part title="What the credential says">
              <CredentialDecoder report={report} />
            </Part>
          </Question>
          <Question id="how">
            <Part title="The check, step by step">
              <Timeline steps={report.trace} />
            </Part>
          </Question>
        </div>
      </div>
    </>
  )
}
