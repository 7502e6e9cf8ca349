'use client'

import { lazy, Suspense } from 'react'

/** Where it cannot be fetched, the page goes on: this tab is told nothing, and hears of an end at its next request. */
const LiveWatch = lazy(() => import('./live-watch').catch(() => ({ default: () => null })))

/** What watches the session is fetched once the page can be used: nothing waits for it. */
export function LiveWatchLater() {
  return (
    <Suspense>
      <LiveWatch />
    </Suspense>
  )
}
