import { Notice } from '@/app/_ui/notice'
import { UtcTime } from '@/app/_wire/utc-time'
import type { Place } from '@/lib/auth/contract'
import type { XrayReport } from '@/lib/xray/report'

/** After a renewal: when this request's credential says that it was, and what that was. */
export function RenewedNotice({ report, stateLives }: { readonly report: XrayReport; readonly stateLives: Place }) {
  const renewed = report.state.flatMap(({ content }) => [content.lastSeenAt, content.issuedMs]).find((at) => typeof at === 'number')
  if (renewed === undefined) return null
  return (
    <Notice
      role="status"
      id="done"
      tabIndex={-1}
      title={
        <>
          Last renewed <UtcTime at={renewed} />
        </>
      }
    >
      <p>
        {stateLives === 'store'
          ? 'The row’s expiry was extended; the cookie kept its value.'
          : 'The server made a new credential from what it then knew about you, and this request carried it.'}
      </p>
    </Notice>
  )
}
