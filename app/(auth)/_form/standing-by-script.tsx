'use client'

import { BlockedNotice } from '@/app/_bearer/blocked-notice'
import { useBearer } from '@/app/_bearer/store'
import type { RejectReason } from '@/lib/auth/contract'
import { Standing } from './standing'

/** As `Standing`, from what the script was answered. */
export function StandingByScript(why: { readonly reason: RejectReason | null; readonly target: string | null }) {
  const bearer = useBearer()
  const viewer = bearer.status === 'unreachable' ? 'unknown' : bearer.status === 'in' ? bearer.session : null
  return (
    <>
      <Standing viewer={viewer} {...why} />
      <BlockedNotice />
    </>
  )
}
