'use client'

import { ProblemPage } from '@/app/_shell/problem'
import './globals.css'

/** Replaces the whole document when even the root layout failed. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="antialiased">
        <main id="main" className="mx-auto w-full max-w-6xl px-4 py-10 sm:px-6">
          <ProblemPage {...props} />
        </main>
      </body>
    </html>
  )
}
