'use client'

import { lazy, Suspense } from 'react'

const Palette = lazy(() => import('./palette').catch(() => ({ default: () => null })))

/** Search by keyboard, fetched once the page can be used. Without it the link beside leads to the page that searches. */
export function PaletteLater() {
  return (
    <Suspense>
      <Palette />
    </Suspense>
  )
}
