import type { XrayReport } from '@/lib/xray/report'
import { Navigation } from './navigation'
import { Skeleton } from './skeleton'

/** The request for the page, before the script's own was answered. */
export function Waiting({ navigation }: { readonly navigation: XrayReport }) {
  return (
    <>
      <div className="mt-6 space-y-6">
        <Skeleton of="readout" />
        <Skeleton of="actions" />
      </div>
      <div className="mt-8">
        <Navigation of={navigation} />
      </div>
    </>
  )
}
