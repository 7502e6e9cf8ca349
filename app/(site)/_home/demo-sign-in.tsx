import { demoSignIn } from '@/app/(auth)/actions'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '@/db/seed'
import type { ModeFacts, Session } from '@/lib/auth/contract'
import { Offer } from './offer'
import { OfferByScript } from './offer-by-script'

/** The shortest way to a request worth looking at: a real session for a demo person, or one's own. */
export function DemoSignIn({
  viewer,
  site: { demo, facts },
}: {
  readonly viewer: Session | null | 'unknown'
  readonly site: { readonly demo: boolean; readonly facts: ModeFacts }
}) {
  const people = demo ? DEMO_PEOPLE : []
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
