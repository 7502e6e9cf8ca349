import type { ReactNode } from 'react'
import type { OwnSession } from '@/app/_bearer/viewer'
import { WireView } from '@/app/_wire/wire-view'
import type { ModeFacts, Role } from '@/lib/auth/contract'
import type { XrayReport } from '@/lib/xray/report'
import { Actions } from './actions'
import { Answers, type Handed } from './answers'
import type { Asking } from './ask-again'
import { Part } from './question'
import { Readout } from './readout'
import { RoleNotice } from './role-notice'
import { Skeleton } from './skeleton'
import { TwoRequests } from './two-requests'

/** One request that was accepted: what it says, and what can be done with its session. */
export function Shown({
  session,
  report,
  navigation,
  facts,
  ends,
  canFlipRole,
  roleInDatabase,
  notices,
  given,
  whole,
  asking,
}: {
  readonly session: OwnSession
  /** Null where a script could not ask. */
  readonly report: XrayReport | null
  /** The request for the page, where a script made one of its own. */
  readonly navigation?: XrayReport
  readonly facts: ModeFacts
  /** What signing out does. */
  readonly ends: string
  readonly canFlipRole: boolean
  /** What the database says, if it was just changed there. */
  readonly roleInDatabase: Role | null
  readonly notices?: ReactNode
  readonly given: readonly Handed[]
  /** A way to see the credential unshortened, where this tab holds it. */
  readonly whole?: ReactNode
  readonly asking?: Asking
}) {
  const { stateLives } = facts
  const renews = facts.renews !== 'never'
  const readout = report ? <Readout report={report} stateLives={stateLives} beside={navigation !== undefined} /> : <Skeleton of="readout" />
  return (
    <>
      <div className="mt-6 space-y-6">
        {notices}
        {roleInDatabase ? <RoleNotice inDatabase={roleInDatabase} judgedAs={session.user.role} stateLives={stateLives} renews={renews} /> : null}
        {navigation ? (
          <TwoRequests navigation={navigation} stateLives={stateLives}>
            {readout}
          </TwoRequests>
        ) : (
          readout
        )}
        <Actions facts={facts} ends={ends} canFlipRole={canFlipRole} asking={asking} />
      </div>
      {report ? (
        <Answers
          session={session}
          report={report}
          facts={facts}
          renews={renews}
          given={given}
          alsoSent={
            navigation ? (
              <Part title="For comparison: the request for this page">
                <WireView request={navigation.request} given={[]} />
              </Part>
            ) : null
          }
          whole={whole}
        />
      ) : null}
    </>
  )
}
