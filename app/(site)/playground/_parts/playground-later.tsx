'use client'

import { lazy, Suspense } from 'react'
import { Notice } from '@/app/_ui/notice'
import type { Callable } from './callable'

function NotLoaded() {
  return (
    <Notice tone="bad" role="alert" title="The playground could not be loaded">
      <p>Reload the page to try again. The commands below work without it.</p>
    </Notice>
  )
}

const Playground = lazy(() => import('./playground').catch(() => ({ default: NotLoaded })))

/** Fetched once the page is there; the commands below do without it. */
export function PlaygroundLater(props: { readonly endpoints: readonly Callable[]; readonly first: string | null; readonly origin: string }) {
  return (
    <div className="mt-8 min-h-96 noscript:hidden">
      <Suspense fallback={<p role="status">Loading the playground…</p>}>
        <Playground {...props} />
      </Suspense>
    </div>
  )
}
