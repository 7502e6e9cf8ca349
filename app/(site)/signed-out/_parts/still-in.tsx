'use client'

import { useViewer } from '@/app/_client/viewer'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'

/** For whoever comes to this page signed in, by its address or after signing in again. */
export function StillIn() {
  const viewer = useViewer()
  if (viewer.status !== 'in') return null
  return (
    <Notice title={`You are signed in as ${viewer.session.user.name}`} className="mb-8">
      <p>
        This page is about a sign-out. Your session is on the{' '}
        <TextLink href="/dashboard" prefetch={false}>
          dashboard
        </TextLink>
        .
      </p>
    </Notice>
  )
}
