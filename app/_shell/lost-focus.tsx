'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect } from 'react'

/** Outlives the shell, which another section brings anew; null until the first page is there. */
let shown: string | null = null

/**
 * Where nothing has the focus any more, the keyboard goes on from what was done, or else from the page that was arrived at. Of
 * any other first page, the browser decides.
 */
export function LostFocus() {
  const here = `${usePathname()}?${useSearchParams().toString()}`
  useEffect(() => {
    const arrived = shown !== null && shown !== here
    shown = here
    if ((document.activeElement ?? document.body) !== document.body) return
    const place = document.getElementById('done') ?? (arrived ? document.getElementById('main') : null)
    place?.focus({ preventScroll: true })
  }, [here])
  return null
}
