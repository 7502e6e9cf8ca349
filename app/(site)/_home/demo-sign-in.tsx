import { BlockedNotice } from '@/app/_bearer/blocked-notice'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { Card } from '@/app/_ui/card'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import type { ModeFacts } from '@/lib/auth/contract'
import { Offer, type DemoPerson } from './offer'

/** The shortest way to a request worth looking at: a real session for a demo person, or one's own. */
export function DemoSignIn({ facts, people }: { readonly facts: ModeFacts; readonly people: readonly DemoPerson[] }) {
  return (
    <Card as="section" aria-labelledby="try">
      <h2 id="try" className="text-xl font-semibold tracking-tight">
        See it on your own request
      </h2>
      {facts.rscCanRead ? null : <ScriptNeeded className="mt-5" />}
      <Offer facts={facts} people={people} password={DEMO_PASSWORD} />
      <div className="mt-5 empty:hidden">
        <BlockedNotice />
      </div>
    </Card>
  )
}
