'use client'

import { lazy, Suspense, type ComponentType } from 'react'
import type { Given } from './dock'

/** Where it cannot be fetched, the page goes on without it. */
const Dock = lazy<ComponentType<Given>>(() => import('./dock').catch(() => ({ default: () => null })))

/** The dock comes with the page; the script that adds to it is fetched once the page can be used. */
export function DockLater(dock: Given) {
  return (
    <Suspense>
      <Dock {...dock} />
    </Suspense>
  )
}
