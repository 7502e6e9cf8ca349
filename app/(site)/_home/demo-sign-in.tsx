import { demoSignIn } from '@/app/(auth)/actions'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { DEMO_PASSWORD } from '@/lib/accounts/demo'
import type { ModeFacts, Session } from '@/lib/auth/contract'
import { Offer, type DemoPerson } from './offer'
import { OfferByScript } from './offer-by-script'

/** The shortest way to a request worth looking at: a real session for a demo person, or one's own. */
export function DemoSignIn({
  viewer,
  facts,
  people,
}: {
  readonly viewer: Session | null | 'unknown'
  readonly facts: ModeFacts
  readonly people: readonly DemoPerson[]
}) {
  return (
    <section aria-labelledby="try" className="mt-16 max-w-3xl">
      <h2 id="try" className="text-2xl font-semibold tracking-tight">
        See it on your own request
      </h2>
      {facts.rscCanRead ? (
        <Offer viewer={viewer} facts={facts} people={people} signIn={demoSignIn} />
      ) : (
        <>
          <ScriptNeeded className="mt-5" />
          <OfferByScript facts={facts} people={people} password={DEMO_PASSWORD} />
        </>
      )}
    </section>
  )
}
