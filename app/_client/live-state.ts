'use client'

import { useEffect } from 'react'

let expected = false

/** While this is `pending`, the session of this tab may end by it and another begin, and the tab will say so itself. */
export function useExpectedEnd(pending: boolean): void {
  useEffect(() => {
    if (!pending) return
    expected = true
    return () => {
      expected = false
    }
  }, [pending])
}

export function isEndExpected(): boolean {
  return expected
}
