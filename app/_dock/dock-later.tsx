'use client'

import { lazy, startTransition, Suspense, useEffect, useState, type ComponentType, type ReactNode } from 'react'
import type { Given } from './dock'

/** Where it cannot be fetched, the page goes on without it. */
const Dock = lazy<ComponentType<Given>>(() => import('./dock').catch(() => ({ default: () => null })))

/** The dock comes with the page, as `children`, and stays until what adds to it was fetched, once the page can be used. */
export function DockLater({ children, ...given }: Given & { readonly children: ReactNode }) {
  const [live, setLive] = useState(false)
  useEffect(() => {
    startTransition(() => {
      setLive(true)
    })
  }, [])
  return <Suspense fallback={children}>{live ? <Dock {...given} /> : children}</Suspense>
}
