import type { ReactNode } from 'react'
import type { OwnSession } from '@/app/_bearer/viewer'
import { CookieAnatomy } from '@/app/_wire/cookie-anatomy'
import { CredentialDecoder } from '@/app/_wire/credential-decoder'
import { StateMap } from '@/app/_wire/state-map'
import { Timeline } from '@/app/_wire/timeline'
import { WireView, type Given } from '@/app/_wire/wire-view'
import type { ModeFacts } from '@/lib/auth/contract'
import { COOKIE_LIMIT_BYTES } from '@/lib/auth/credentials/cookies'
import type { XrayReport } from '@/lib/xray/report'
import { Part, Question, QuestionNav } from './question'
import { Who } from './who'

/** What stands for this session and how it was given; `valueBytes` of its whole value. */
export type Handed = Given & { readonly name: string; readonly valueBytes: number }

/** The four questions about one accepted request, answered, whoever rendered it: the server, or a script that asked. */
export function Answers({
  session,
  report,
  facts,
  renews,
  given,
  alsoSent,
  whole,
}: {
  readonly session: OwnSession
  readonly report: XrayReport
  readonly facts: ModeFacts
  /** Whether this mode has anything to renew. */
  readonly renews: boolean
  readonly given: readonly Handed[]
  /** Another request to look at beside this one. */
  readonly alsoSent?: ReactNode
  /** A way to see the credential unshortened, where this tab holds it. */
  readonly whole?: ReactNode
}) {
  return (
    <div className="mt-12 gap-12 lg:grid lg:grid-cols-[10.5rem_minmax(0,1fr)]">
      <QuestionNav />
      <div className="mt-10 min-w-0 space-y-16 lg:mt-0">
        <Question id="who">
          <Who session={session} verdict={report.verdict} renews={renews} />
        </Question>
        <Question id="sent">
          <WireView request={report.request} given={given} />
          {given
            .filter(({ by }) => by === 'set-cookie')
            .map(({ name, line, seen, valueBytes }, _, all) => (
              <Part key={name} title={all.length === 1 ? 'The cookie, taken apart' : `The cookie ${name}, taken apart`}>
                <CookieAnatomy line={line} seen={seen} valueBytes={valueBytes} limit={COOKIE_LIMIT_BYTES} />
              </Part>
            ))}
          {alsoSent}
        </Question>
        <Question id="where">
          <StateMap state={report.state} stateLives={facts.stateLives} />
          <Part title="What the credential says">
            <CredentialDecoder report={report} whole={whole} />
          </Part>
        </Question>
        <Question id="how">
          <Part title="The check, step by step">
            <Timeline steps={report.trace} inPage={facts.rscCanRead} />
          </Part>
        </Question>
      </div>
    </div>
  )
}
