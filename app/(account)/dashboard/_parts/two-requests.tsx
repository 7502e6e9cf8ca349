import type { ReactNode } from 'react'
import type { XrayReport } from '@/lib/xray/report'
import type { Place } from '@/lib/auth/contract'
import { Readout } from './readout'

/** The navigation, which no script can give a token, beside the request that a script made with it. */
export function TwoRequests({
  navigation,
  stateLives,
  children,
}: {
  readonly navigation: XrayReport
  readonly stateLives: Place
  /** What is known of the script's request. */
  readonly children: ReactNode
}) {
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Request
        title="Going to this page"
        says="The browser asked for the page itself, and added no Authorization header: it knows nothing of the token. The server rendered the page without knowing who you are."
      >
        <Readout report={navigation} stateLives={stateLives} beside />
      </Request>
      <Request
        title="Asking with the token"
        says="A script on the page took the token and sent it with its own request. The rest of this page is about that request."
      >
        {children}
      </Request>
    </div>
  )
}

function Request({ title, says, children }: { readonly title: string; readonly says: string; readonly children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col">
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="mt-1 mb-4 text-sm text-muted text-pretty">{says}</p>
      <div className="mt-auto">{children}</div>
    </section>
  )
}
