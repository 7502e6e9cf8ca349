import type { ReactNode } from 'react'
import type { OwnSession } from '@/app/_bearer/viewer'
import { CheckCostView } from '@/app/_wire/check-cost'
import { CookieAnatomy } from '@/app/_wire/cookie-anatomy'
import { CredentialDecoder } from '@/app/_wire/credential-decoder'
import { PasteLater } from '@/app/_wire/paste-later'
import { bytesText, microsText } from '@/app/_wire/quantity'
import { ResponseView, type Given } from '@/app/_wire/response-view'
import { Sequence, type Beat } from '@/app/_wire/sequence'
import { StateMap } from '@/app/_wire/state-map'
import { PLACE_OF, StepView } from '@/app/_wire/step-view'
import { WireView } from '@/app/_wire/wire-view'
import type { ModeFacts } from '@/lib/auth/contract'
import { COOKIE_LIMIT_BYTES } from '@/lib/auth/credentials/cookies'
import type { XrayReport } from '@/lib/xray/report'
import { EditCredential } from './edit-credential'
import { Question } from './question'
import { Who } from './who'

/** What stands for this session and how it was given; `valueBytes` of its whole value. */
export type Handed = Given & { readonly valueBytes: number }

/** One accepted request, step by step, each with what it shows, whoever rendered it: the server, or a script that asked. */
export function Panel({
  session,
  report,
  facts,
  given,
  before = [],
  whole,
  show = 'sent',
}: {
  readonly session: OwnSession
  readonly report: XrayReport
  readonly facts: ModeFacts
  readonly given: readonly Handed[]
  /** What happened before this request. */
  readonly before?: readonly Beat[] | undefined
  /** A way to see the credential unshortened, where this tab holds it. */
  readonly whole?: ReactNode
  /** Which of them is chosen as it comes. */
  readonly show?: string | undefined
}) {
  const beats = [
    ...before,
    sentBeat(report),
    ...stepBeats(report, facts.rscCanRead),
    whoBeat(session, report, facts),
    answerBeat(report, given),
    whereBeat(report, facts),
    saysBeat(report, whole),
    costBeat(report),
  ].filter((beat) => beat !== null)
  const chosen = beats.some(({ id }) => id === show) ? show : 'sent'
  return <Sequence label="Your request, step by step" name="beat" chosen={chosen} beats={beats} />
}

function sentBeat({ request }: XrayReport): Beat {
  const { credential } = request
  return {
    id: 'sent',
    way: ['browser', 'server'],
    title: `${request.method} ${request.path}`,
    figure: `${bytesText(request.bytes)}, ${credential ? `of which ${bytesText(credential.bytes)} credential` : 'no credential'}`,
    shows: (
      <Question of="sent">
        <WireView request={request} />
      </Question>
    ),
  }
}

function stepBeats({ trace, state }: XrayReport, inPage: boolean): readonly Beat[] {
  // What the store holds is shown once, at the last step that asked it.
  const asked = trace.findLastIndex(({ at }) => at === 'store')
  return trace.map((step, index): Beat => {
    const place = PLACE_OF[step.at]
    const shown = step.at === 'store' ? index === asked : step.at === 'server' && index === 0
    return {
      id: `step-${String(index + 1)}`,
      way: place === 'store' ? ['server', 'store'] : [place, place],
      returns: place === 'store',
      title: step.label,
      figure: `${microsText(step.micros)} elapsed`,
      shows: (
        <Question of="how">
          <StepView steps={trace} index={index} inPage={inPage} holds={shown ? state.filter(({ where }) => where === place) : []} />
        </Question>
      ),
    }
  })
}

function whoBeat(session: OwnSession, { verdict, trace }: XrayReport, facts: ModeFacts): Beat {
  return {
    id: 'who',
    way: ['server', 'server'],
    title: verdict.ok ? 'accepted' : verdict.reason,
    figure: `${microsText(trace.reduce((sum, { micros }) => sum + micros, 0))} elapsed`,
    shows: (
      <Question of="who">
        <Who session={session} verdict={verdict} renews={facts.renews} />
      </Question>
    ),
  }
}

function answerBeat({ response }: XrayReport, given: readonly Handed[]): Beat {
  const cookies = given.filter(({ by }) => by === 'set-cookie')
  return {
    id: 'answered',
    way: ['server', 'browser'],
    title: `${String(response.status)} OK`,
    figure: `${String(response.headers.length)} headers, ${response.headers.some(([name]) => name === 'set-cookie') ? 'with a new credential' : 'no new credential'}`,
    shows: (
      <Question of="answered">
        <ResponseView response={response} given={given} />
        {cookies.map(({ name, line, seen, valueBytes }) => (
          <details key={name} className="rounded-lg border border-line bg-surface">
            <summary className="cursor-pointer px-4 py-2.5 text-sm font-medium wrap-anywhere">
              {cookies.length === 1 ? 'The cookie, taken apart' : `The cookie ${name}, taken apart`}
            </summary>
            <div className="border-t border-line p-4">
              <CookieAnatomy line={line} seen={seen} valueBytes={valueBytes} limit={COOKIE_LIMIT_BYTES} />
            </div>
          </details>
        ))}
      </Question>
    ),
  }
}

function whereBeat({ state, trace }: XrayReport, { stateLives }: ModeFacts): Beat {
  const stored = trace.findLast(({ at }) => at === 'store')
  return {
    id: 'where',
    way: null,
    title: 'Where does the state live?',
    figure: `in the ${stateLives}`,
    shows: (
      <Question of="where">
        <StateMap state={state} stateLives={stateLives} elsewhere={{ browser: SAYS, ...(stored && { store: stored.label }) }} />
      </Question>
    ),
  }
}

const SAYS = 'What the credential says'

function saysBeat(report: XrayReport, whole: ReactNode): Beat {
  const { credential } = report.request
  const parts = credential?.parts.filter(({ bytes }) => bytes > 0) ?? []
  const longest = [...parts].sort((a, b) => b.bytes - a.bytes)[0]
  const claims = Object.keys(report.state.find(({ where }) => where === 'browser')?.content ?? {})
  return {
    id: 'says',
    way: null,
    title: SAYS,
    figure: claims.length > 0 ? `${String(claims.length)} claims` : 'nothing: it is a random id',
    shows: (
      <Question of="says">
        <CredentialDecoder
          report={report}
          edit={
            credential ? (
              <EditCredential
                claims={credential.kind === 'jws' ? claims : []}
                parts={parts.map(({ name }) => name)}
                suggested={longest?.name}
              />
            ) : null
          }
        >
          {whole}
          <PasteLater />
        </CredentialDecoder>
      </Question>
    ),
  }
}

function costBeat({ check }: XrayReport): Beat | null {
  if (!check) return null
  return {
    id: 'cost',
    way: null,
    title: 'What one check costs',
    figure: `${microsText(check.p50)}; try a store further away`,
    shows: (
      <Question of="cost">
        <CheckCostView check={check} />
      </Question>
    ),
  }
}
