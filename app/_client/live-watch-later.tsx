'use client'

import { lazy, Suspense } from 'react'

const LiveWatch = lazy(() => import('./live-watch'))

/** What watches the session is fetched once the page can be used: nothing waits for it. */
export function LiveWatchLater() {
  return (
    <Suspense>
      <LiveWatch />
    </Suspense>
  )
}
