'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from './button'
import { cn } from './cn'
import { buttonLook } from './looks'

/**
 * A dangerous button that says first what it would do. Native, so it works without JavaScript and by keyboard; Escape closes
 * it. `of` says what it is about to those who do not see what stands around it.
 */
export function Disclosure({
  label,
  of,
  size = 'sm',
  opens = false,
  closedBy = null,
  align = 'start',
  className,
  children,
}: {
  readonly label: string
  readonly of?: string | undefined
  readonly size?: 'sm' | 'md'
  /** Whether it is open as it comes. */
  readonly opens?: boolean
  /** Closes it whenever this becomes something else than null. */
  readonly closedBy?: object | null
  /** Where it stays when it opens: at an end of its line, or in the corner of the row that surrounds it. */
  readonly align?: 'start' | 'end' | 'corner'
  readonly className?: string | undefined
  /** What it would do, and the button that does it. `cancel` is one that closes it. */
  readonly children: (cancel: ReactNode) => ReactNode
}) {
  const details = useRef<HTMLDetailsElement>(null)
  const summary = useRef<HTMLElement>(null)

  function close() {
    if (!details.current?.open) return
    const hadFocus = details.current.contains(document.activeElement)
    details.current.open = false
    if (hadFocus) summary.current?.focus()
  }

  useEffect(() => {
    if (closedBy !== null) close()
  }, [closedBy])

  const cancel = (
    <Button variant="quiet" size={size} onClick={close} className="noscript:hidden">
      Cancel
    </Button>
  )
  return (
    <details
      ref={details}
      open={opens}
      className={cn('open:basis-full', align === 'end' && 'text-right', align === 'corner' && 'open:px-4 open:pb-4', className)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <summary ref={summary} className={cn(buttonLook({ variant: 'danger', size }), 'list-none select-none [&::-webkit-details-marker]:hidden', align === 'corner' && 'absolute top-1.5 right-3')}>
        {label}
        {of ? <span className="sr-only"> {of}</span> : null}
      </summary>
      {children(cancel)}
    </details>
  )
}

/** What a disclosure of a dangerous button shows. */
export const disclosedLook = 'mt-2 space-y-3 rounded-md border border-bad bg-bad-soft p-4 text-left text-sm'
