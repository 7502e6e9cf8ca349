'use client'

import { usePathname } from 'next/navigation'
import { useEffect } from 'react'

/** Outlives the shell, which another section brings anew; null until the first page is there. */
let shown: string | null = null

/** After a navigation that took away what was pressed, the keyboard goes on from the new page. Of the first page, the browser decides. */
export function LostFocus() {
  const path = usePathname()
  useEffect(() => {
    const arrived = shown !== null && shown !== path
    shown = path
    if (!arrived || (document.activeElement ?? document.body) !== document.body) return
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [path])
  return null
}
