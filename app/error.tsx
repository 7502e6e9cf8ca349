'use client'

import { Logo, logoLook } from '@/app/_shell/logo'
import { ProblemPage } from '@/app/_shell/problem'

/** Reached when the shell itself could not be made, so it brings the least of one. */
export default function ShellError(props: { error: unknown; retry: () => void }) {
  return (
    <>
      <header className="border-b border-line">
        <div className="mx-auto max-w-6xl px-4 py-3 sm:px-6">
          <a href="/" className={logoLook}>
            <Logo />
          </a>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 py-10 outline-none sm:px-6">
        <ProblemPage {...props} />
      </main>
    </>
  )
}
