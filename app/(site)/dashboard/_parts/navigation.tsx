import { bytesText } from '@/app/_wire/quantity'
import { Sequence, type Beat } from '@/app/_wire/sequence'
import { WireView } from '@/app/_wire/wire-view'
import { Badge } from '@/app/_ui/badge'
import type { XrayReport } from '@/lib/xray/report'

/** The navigation, which no script can give a token, before the request that a script made with it. */
export function navigationBeat({ request, verdict }: XrayReport): Beat {
  return {
    id: 'navigation',
    way: ['browser', 'server'],
    title: `${request.method} ${request.path}`,
    figure: `${bytesText(request.bytes)}, no credential`,
    shows: (
      <section className="space-y-4">
        <h2 className="text-xl font-semibold tracking-tight">Going to this page</h2>
        <p className="max-w-prose text-sm">
          The browser asked for the page itself, and added no Authorization header: it knows nothing of the token. The server rendered the
          page without knowing who you are.
        </p>
        <p className="flex flex-wrap gap-1.5">
          {verdict.ok ? null : <Badge tone="bad">{verdict.reason}</Badge>}
          <Badge>No credential</Badge>
        </p>
        <WireView request={request} />
      </section>
    ),
  }
}

/** It alone, as long as nothing is known of the script's own. */
export function Navigation({ of }: { readonly of: XrayReport }) {
  return <Sequence label="The request for this page" name="beat" chosen="navigation" beats={[navigationBeat(of)]} />
}
