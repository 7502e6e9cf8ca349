import type { ReactNode } from 'react'
import { BlockedNotice } from '@/app/_bearer/blocked-notice'
import { ScriptNeeded } from '@/app/_bearer/script-needed'
import { cn } from '@/app/_ui/cn'
import { TextLink } from '@/app/_ui/text-link'
import type { RejectReason } from '@/lib/auth/contract'
import { isRejection } from '@/lib/auth/reject'
import { safePath } from '@/lib/http/same-origin'
import { single, type SearchParams } from '@/lib/next/search-params'
import { getDemoPeople, getSite } from '@/lib/next/session'
import { Consequences } from './consequences'
import { DemoPeople } from './demo-people'
import { WhySignIn } from './why-sign-in'

/** The frame of signing in and signing up: why you are here, the form, and what pressing its button will do. */
export async function AuthPage({
  title,
  button,
  searchParams,
  form,
  other,
}: {
  readonly title: string
  readonly button: string
  readonly searchParams: SearchParams
  readonly form: (next: string | null) => ReactNode
  /** The way to the other of the two pages. */
  readonly other: { readonly href: '/sign-in' | '/sign-up'; readonly question: string; readonly label: string }
}) {
  const [params, site, people] = await Promise.all([searchParams, getSite(), getDemoPeople()])
  const next = single(params.next)
  const given = single(params.reason)
  const reason: RejectReason | null = given !== null && isRejection(given) ? given : null
  const byScript = !site.facts.rscCanRead
  const target = next === null ? null : safePath(next, site.appUrl)
  return (
    <div className="grid gap-12 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)] lg:gap-20">
      <div>
        <h1 className="text-3xl font-semibold tracking-tight">{title}</h1>
        <div className="mt-6 space-y-4 empty:hidden">
          {byScript ? <ScriptNeeded /> : null}
          <WhySignIn reason={reason} target={target} />
          <BlockedNotice />
        </div>
        <div className={cn('mt-6', byScript && 'noscript:hidden')}>{form(next)}</div>
        <p className="mt-6 text-sm text-muted">
          {other.question}{' '}
          <TextLink
            href={next === null ? other.href : `${other.href}?${new URLSearchParams({ next }).toString()}`}
            prefetch={false}
          >
            {other.label}
          </TextLink>
        </p>
      </div>
      <div className="min-w-0 space-y-6">
        <Consequences button={button} site={site} />
        <DemoPeople people={people} />
      </div>
    </div>
  )
}
