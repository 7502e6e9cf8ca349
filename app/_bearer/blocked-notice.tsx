'use client'

import { Notice } from '@/app/_ui/notice'
import { useStorageBlocked } from './viewer'

/** Said where this browser refuses to keep anything: the token then lives only in this tab. */
export function BlockedNotice() {
  if (!useStorageBlocked()) return null
  return (
    <Notice role="status" title="This browser blocks storage for this site">
      <p>
        The token lives only in this tab, until it is reloaded or closed. You can sign in and use every page; follow links
        instead of reloading. To keep the token, allow this site to store data.
      </p>
    </Notice>
  )
}
