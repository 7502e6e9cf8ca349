'use client'

import { Code } from '@/app/_ui/code'
import { buttonLook, linkLook } from '@/app/_ui/looks'

function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null
  return typeof error.digest === 'string' ? error.digest : null
}

/**
 * A page that could not be made: what happened, what to do next, and the reference to look for in the server's log.
 * Every page brings it along, so it does without the router: after a failure the browser loads whatever follows anew.
 */
export function ProblemPage({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const digest = digestOf(error)
  return (
    <div className="max-w-2xl">
      <title>Something failed · Stateside</title>
      <p className="text-sm font-medium text-bad">Error</p>
      <h1 className="mt-1 text-3xl font-semibold tracking-tight text-balance">The server could not answer</h1>
      <p className="mt-4 text-muted">
        Something failed along the way, most often because the store does not answer. That says nothing about whether you
        are signed in: a failure is never a rejection.
      </p>
      <h2 className="mt-8 text-lg font-semibold">What to do next</h2>
      <ol className="mt-2 list-decimal space-y-1 pl-5">
        <li>Try again. A store that is busy or restarting is often back within seconds.</li>
        <li>If it keeps happening, look for the request reference below in the server&apos;s log.</li>
      </ol>
      <div className="mt-6 flex flex-wrap gap-3">
        <button type="button" className={buttonLook({ variant: 'primary' })} onClick={retry}>
          Try again
        </button>
        <a href="/" className={buttonLook({})}>
          Go home
        </a>
      </div>
      <dl className="mt-8 text-sm">
        <dt className="text-muted">Request reference</dt>
        <dd className="mt-1">
          {digest ? <Code>{digest}</Code> : 'None: this failed in the browser, not on the server.'}
        </dd>
      </dl>
      <p className="mt-6 text-sm">
        <a href="/docs/errors" className={linkLook}>
          What every error code means
        </a>
      </p>
    </div>
  )
}
