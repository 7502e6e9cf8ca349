import type { Metadata } from 'next'
import { PageHead } from '@/app/_client/page-head'
import { TryTheCopy } from '@/app/(site)/lab/_parts/try-the-copy'
import { ButtonLink } from '@/app/_ui/button'
import { foresee } from '@/lib/app'
import { getSignedOut, getSite } from '@/lib/next/session'
import { single, type SearchParams } from '@/lib/next/search-params'
import { OfThisTab } from './_parts/of-this-tab'
import { PromiseCard } from './_parts/promise'
import { Places } from './_parts/places'
import { StillIn } from './_parts/still-in'

export const metadata: Metadata = { title: 'Signed out' }

export default async function SignedOutPage({ searchParams }: { searchParams: SearchParams }) {
  const receipt = single((await searchParams).receipt)
  const [{ mode, facts, words, lab, revocation }, done, { user: ahead }] = await Promise.all([getSite(), getSignedOut(receipt), foresee()])
  return (
    <>
      <StillIn />
      <PageHead title="You are signed out">{words.ends}</PageHead>
      <div className="mt-8 space-y-10">
        {done ? (
          <>
            <PromiseCard promise={done.promise} at={done.at} after={done.after} />
            <Places done={done} facts={facts} />
          </>
        ) : (
          <OfThisTab facts={facts} ahead={ahead} />
        )}
        {lab ? <TryTheCopy mode={mode} revocation={revocation} /> : null}
        <p className="flex flex-wrap gap-3">
          <ButtonLink href="/sign-in" prefetch={false} variant="primary">
            Sign in again
          </ButtonLink>
          <ButtonLink href="/" prefetch={false}>
            Home
          </ButtonLink>
        </p>
      </div>
    </>
  )
}
