'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { ButtonLink } from '@/app/_ui/button'

/** Asks for the page once more, in place. Without JavaScript it is a link to the page. */
export function AskAgain() {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [times, setTimes] = useState(0)
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
            router.refresh()
            setTimes(times + 1)
          })
        }}
      >
        {pending ? 'Asking…' : 'Ask again'}
      </ButtonLink>
      <span role="status" className="sr-only">
        {times > 0 && !pending ? `Asked again, ${times === 1 ? 'once' : `${String(times)} times`} so far.` : ''}
      </span>
    </>
  )
}
