import type { ReactNode } from 'react'
import type { OwnSession } from '@/app/_bearer/viewer'
import type { ModeFacts, Role } from '@/lib/auth/contract'
import type { XrayReport } from '@/lib/xray/report'
import { Actions } from './actions'
import type { Asking } from './ask-again'
import { Navigation, navigationBeat } from './navigation'
import { Panel, type Handed } from './panel'
import { Readout } from './readout'
import { RoleNotice } from './role-notice'
import { Skeleton } from './skeleton'

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
  show,
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
  /** What the panel shows first. */
  readonly show?: string | undefined
}) {
  const { stateLives } = facts
  const renews = facts.renews !== 'never'
  return (
    <>
      <div className="mt-6 space-y-6">
        {notices}
        {roleInDatabase ? <RoleNotice inDatabase={roleInDatabase} judgedAs={session.user.role} stateLives={stateLives} renews={renews} /> : null}
        {report ? <Readout report={report} stateLives={stateLives} /> : <Skeleton of="readout" />}
        <Actions facts={facts} ends={ends} canFlipRole={canFlipRole} asking={asking} />
      </div>
      <div className="mt-8">
        {report ? (
          <Panel
            session={session}
            report={report}
            facts={facts}
            given={given}
            before={navigation && [navigationBeat(navigation)]}
            whole={whole}
            show={show}
          />
        ) : navigation ? (
          <Navigation of={navigation} />
        ) : null}
      </div>
    </>
  )
}
