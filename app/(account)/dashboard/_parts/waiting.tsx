import type { ModeFacts } from '@/lib/auth/contract'
import type { XrayReport } from '@/lib/xray/report'
import { Skeleton } from './skeleton'
import { TwoRequests } from './two-requests'

/** The request for the page, before the script's own was answered. */
export function Waiting({ navigation, facts }: { readonly navigation: XrayReport; readonly facts: ModeFacts }) {
  return (
    <>
      <div className="mt-6">
        <TwoRequests navigation={navigation} stateLives={facts.stateLives}>
          <Skeleton of="readout" />
        </TwoRequests>
      </div>
      <Skeleton of="answers" />
    </>
  )
}
