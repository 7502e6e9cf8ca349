'use client'

import { lazy, Suspense, useState } from 'react'

/** Fetched once it is wanted. */
const PasteDecoder = lazy(() => import('./paste-decoder').then(({ PasteDecoder: Bench }) => ({ default: Bench })))

/** A bench to take any other credential apart, under a line that opens it. */
export function PasteLater() {
  const [open, setOpen] = useState(false)
  return (
    <details className="text-sm" onToggle={({ currentTarget }) => setOpen(currentTarget.open || open)}>
      <summary className="min-h-6 w-fit cursor-pointer font-medium">Take another one apart</summary>
      <noscript>
        <p className="mt-2">This needs JavaScript, so that the server never sees what you paste.</p>
      </noscript>
      {open ? (
        <Suspense fallback={<p className="mt-2 text-muted">Loading…</p>}>
          <PasteDecoder />
        </Suspense>
      ) : null}
    </details>
  )
}
