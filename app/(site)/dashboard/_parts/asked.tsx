'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { BlockedNotice } from '@/app/_bearer/blocked-notice'
import { check, type Viewer } from '@/app/_bearer/viewer'
import { WholeToken } from '@/app/_bearer/whole-token'
import { Gate } from '@/app/_client/gate'
import { RefusalNotice } from '@/app/_client/outcome'
import { useResource } from '@/app/_client/resource'
import { useViewer } from '@/app/_client/viewer'
import type { ModeFacts } from '@/lib/auth/contract'
import type { XrayReport } from '@/lib/xray/report'
import type { Handed } from './panel'
import { Shown } from './shown'
import { Waiting } from './waiting'

interface Page {
  /** The request for the page, which carried nothing. */
  readonly navigation: XrayReport
  readonly facts: ModeFacts
  /** What signing out does. */
  readonly ends: string
  /** The ids of those who may change their own role. */
  readonly flippers: readonly string[]
}

/** The dashboard where only a script can say who asks: it shows a request of its own beside the navigation. */
export default function Asked(page: Page) {
  const viewer = useViewer()
  const waiting = <Waiting {...page} />
  return <Gate waiting={waiting}>{viewer.status === 'in' ? <AskedAs key={viewer.session.id} viewer={viewer} {...page} /> : waiting}</Gate>
}

function AskedAs({ viewer, flippers, ...page }: Page & { readonly viewer: Extract<Viewer, { status: 'in' }> }) {
  const { session, outdated, handedOver } = viewer
  const { data, refusal, reload } = useResource<XrayReport>('/api/xray', null)
  const [times, setTimes] = useState(0)
  const flipped = useSearchParams().get('done') === 'role'

  const rejected = data !== null && !data.verdict.ok
  useEffect(() => {
    // Since it was last checked: for every part of the page to learn.
    if (rejected) void check()
  }, [rejected])

  async function ask() {
    await Promise.all([reload(), check()])
    setTimes((before) => before + 1)
  }

  const report = rejected ? null : data
  if (!report && !refusal) return <Waiting {...page} />
  return (
    <Shown
      {...page}
      session={session}
      report={report}
      canFlipRole={flippers.includes(session.user.id)}
      roleInDatabase={flipped ? (outdated?.role ?? session.user.role) : null}
      notices={
        <>
          <BlockedNotice />
          {refusal ? (
            <div role="alert">
              <RefusalNotice refusal={refusal} />
            </div>
          ) : null}
        </>
      }
      given={report ? [handOver(report, handedOver !== undefined)] : []}
      whole={<WholeToken />}
      asking={{ ask, times }}
    />
  )
}

function handOver({ request: { credential } }: XrayReport, seen: boolean): Handed {
  return { by: 'access_token', name: 'access_token', line: credential?.shown ?? '', seen, valueBytes: credential?.bytes ?? 0 }
}
