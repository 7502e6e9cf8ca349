'use client'

import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'

/** Puts the chosen theme's class on <html> before the first paint. */
export function Theme({ nonce, children }: { readonly nonce: string | undefined; readonly children: ReactNode }) {
  return (
    // The stylesheet sets color-scheme by the same class: a style attribute would be one more place to look.
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem enableColorScheme={false} nonce={nonce}>
      {children}
    </ThemeProvider>
  )
}
