import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { PlaceMark } from '@/app/_ui/place-mark'
import { bytesText, microsText } from '@/app/_wire/quantity'
import type { Place } from '@/lib/auth/contract'
import { SHAPES } from '@/lib/xray/decode'
import type { XrayReport } from '@/lib/xray/report'

/** The four answers at a glance. */
export function Readout({
  report,
  stateLives,
}: {
  readonly report: XrayReport
  readonly stateLives: Place
}) {
  const { credential } = report.request
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">
      <Reading label="Verdict">
        {report.verdict.ok ? <Badge tone="accent">accepted</Badge> : <Badge tone="bad">{report.verdict.reason}</Badge>}
      </Reading>
      <Reading label="Sent">
        {credential ? (
          <>
            {SHAPES[credential.kind].title}, <span className="whitespace-nowrap">{bytesText(credential.bytes)}</span>
          </>
        ) : (
          'No credential'
        )}
      </Reading>
      <Reading label="State lives in the">
        <PlaceMark place={stateLives} />
      </Reading>
      <Reading label="One check takes">
        {report.check ? (
          <>
            <span className="tabular-nums">{microsText(report.check.p50)}</span>{' '}
            <span className="text-sm font-normal text-muted">median of {report.check.n}, of this credential</span>
          </>
        ) : (
          'Nothing to check'
        )}
      </Reading>
    </dl>
  )
}

function Reading({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="bg-surface px-4 py-3">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="mt-0.5 min-h-7 font-medium">{children}</dd>
    </div>
  )
}
