'use client'

import { lazy, Suspense, type ComponentProps } from 'react'
import { Waiting } from './waiting'

/** In a file of its own, so that nobody loads it whose page was rendered for them already. */
const Asked = lazy(() => import('./asked'))

export function AskedLater(page: ComponentProps<typeof Asked>) {
  return (
    <Suspense fallback={<Waiting {...page} />}>
      <Asked {...page} />
    </Suspense>
  )
}
