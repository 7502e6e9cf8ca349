import type { ReactNode } from 'react'
import { Code } from '@/app/_ui/code'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import type { RejectReason, Session } from '@/lib/auth/contract'
import { REJECTIONS } from '@/lib/auth/reject'
import { safePath } from '@/lib/auth/same-origin'
import { getSite, getViewer } from '@/lib/auth/session'
import { Consequences } from './consequences'

export type SearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>

/** One value of a search parameter; a repeated one is none. */
export function single(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function isReason(reason: string | null): reason is RejectReason {
  return reason !== null && Object.hasOwn(REJECTIONS, reason)
}

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
  const [params, site, viewer] = await Promise.all([searchParams, getSite(), getViewer()])
  const next = single(params.next)
  const reason = single(params.reason)
  const target = next === null ? null : safePath(next, site.appUrl)
  return (
    <div className="grid gap-12 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)] lg:gap-20">
      <div>
        <h1 className="text-3xl font-semibold tracking-tight">{title}</h1>
        <div className="mt-6 space-y-4 empty:hidden">
          <Standing viewer={viewer} reason={isReason(reason) ? reason : null} target={target} />
        </div>
        <div className="mt-6">{form(next)}</div>
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
      <Consequences button={button} site={site} />
    </div>
  )
}

/** Why this page is shown, if there is something to say about it. */
function Standing({
  viewer,
  reason,
  target,
}: {
  readonly viewer: Session | null | 'unknown'
  readonly reason: RejectReason | null
  readonly target: string | null
}) {
  if (viewer === 'unknown') {
    return (
      <Notice title="The store is not answering">
        <p>Who you are is unknown, and signing in will not work until it answers again. Nobody was signed out.</p>
      </Notice>
    )
  }
  if (viewer) {
    return (
      <Notice title={`You are signed in as ${viewer.user.name}`}>
        <p>
          Signing in again ends that session in this browser and begins another. Or go to the{' '}
          <TextLink href="/dashboard" prefetch={false}>
            dashboard
          </TextLink>
          .
        </p>
      </Notice>
    )
  }
  if (!reason) return null
  const back = target ? (
    <>
      {' '}
      and you will be brought back to <Code>{target}</Code>
    </>
  ) : null
  if (reason === 'missing') return <Notice title="Sign in to continue">{back ? <p>Sign in{back}.</p> : null}</Notice>
  return (
    <Notice title={REJECTIONS[reason].title}>
      <p>Sign in{back}.</p>
      <p>
        <TextLink href={`/docs/errors#${reason}`} prefetch={false}>
          What <Code>{reason}</Code> means
        </TextLink>
      </p>
    </Notice>
  )
}
