'use client'

import { Button, ButtonLink } from '@/app/_ui/button'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'

function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null
  return typeof error.digest === 'string' ? error.digest : null
}

/** A page that could not be made: what happened, what to do next, and the reference to look for in the server's log. */
export function ProblemPage({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const digest = digestOf(error)
  return (
    <div className="max-w-2xl">
      <title>Something failed · Stateside</title>
      <p className="text-sm font-medium text-bad">Error</p>
      <h1 className="mt-1 text-3xl font-semibold tracking-tight text-balance">The server could not answer</h1>
      <p className="mt-4 text-muted">
        Something failed on the way, most often because the store does not answer. This says nothing about whether you
        are signed in: a failure is never a rejection.
      </p>
      <h2 className="mt-8 text-lg font-semibold">What to do next</h2>
      <ol className="mt-2 list-decimal space-y-1 pl-5">
        <li>Try again. A store that is busy or restarting is often back within seconds.</li>
        <li>If it stays so, look for the request reference below in the server&apos;s log.</li>
      </ol>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button
          variant="primary"
          onClick={() => {
            retry()
          }}
        >
          Try again
        </Button>
        <ButtonLink href="/" prefetch={false}>
          Go home
        </ButtonLink>
      </div>
      <dl className="mt-8 text-sm">
        <dt className="text-muted">Request reference</dt>
        <dd className="mt-1">
          {digest ? <Code>{digest}</Code> : 'None: this failed in the browser, not on the server.'}
        </dd>
      </dl>
      <p className="mt-6 text-sm">
        <TextLink href="/docs/errors" prefetch={false}>
          What every error code means
        </TextLink>
      </p>
    </div>
  )
}
