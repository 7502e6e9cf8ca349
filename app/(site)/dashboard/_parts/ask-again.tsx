'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { useState, useTransition } from 'react'
import { ButtonLink } from '@/app/_ui/button'
import { SubmitButton } from '@/app/_ui/submit-button'

/** How a script asks once more, and how often it did. */
export interface Asking {
  readonly ask: () => Promise<void>
  readonly times: number
}

/** Asks once more, in place: by the script that asked before, or for the page itself. */
export function AskAgain({ asking }: { readonly asking?: Asking | undefined }) {
  if (!asking) return <AskForPage />
  return (
    <>
      <form action={asking.ask}>
        <SubmitButton pendingLabel="Asking…" variant="primary">
          Ask again
        </SubmitButton>
      </form>
      <Times times={asking.times} />
    </>
  )
}

/** Without JavaScript it is a link to the page. */
function AskForPage() {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [times, setTimes] = useState(0)
  const renewed = useSearchParams().get('done') === 'renewed'
  return (
    <>
      <ButtonLink
        href="/dashboard"
        prefetch={false}
        variant="primary"
        aria-disabled={pending || undefined}
        onNavigate={(event) => {
          event.preventDefault()
          if (pending) return
          startTransition(() => {
            // What is asked for next was not renewed.
            if (renewed) router.replace('/dashboard', { scroll: false })
            else router.refresh()
            setTimes(times + 1)
          })
        }}
      >
        {pending ? 'Asking…' : 'Ask again'}
      </ButtonLink>
      <Times times={pending ? 0 : times} />
    </>
  )
}

function Times({ times }: { readonly times: number }) {
  return (
    <span role="status" className="sr-only">
      {times > 0 ? `Asked again, ${times === 1 ? 'once' : `${String(times)} times`} so far.` : ''}
    </span>
  )
}
