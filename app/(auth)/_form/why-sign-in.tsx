'use client'

import { useViewer } from '@/app/_client/viewer'
import { Code } from '@/app/_ui/code'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import type { RejectReason } from '@/lib/auth/contract'
import { REJECTIONS } from '@/lib/auth/reject'

/** Why this page is shown, if there is something to say about it. */
export function WhySignIn({ reason, target }: { readonly reason: RejectReason | null; readonly target: string | null }) {
  const viewer = useViewer()
  if (viewer.status === 'unreachable') {
    return (
      <Notice title="The store is not answering">
        <p>The server cannot check who you are, and signing in will not work until the store answers again. Nobody was
        signed out.</p>
      </Notice>
    )
  }
  if (viewer.status === 'in') {
    return (
      <Notice title={`You are signed in as ${viewer.session.user.name}`}>
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
        <TextLink href={`/docs/errors/${reason}`} prefetch={false}>
          What <Code>{reason}</Code> means
        </TextLink>
      </p>
    </Notice>
  )
}
