'use client'

import { useRef, useState, type ReactNode } from 'react'
import { Button, buttonLook } from './button'
import { cn } from './cn'

/**
 * A button that says first what it would do, and does it when told again. A native disclosure: it works by keyboard, and
 * Escape closes it. `of` says what it is about to those who do not see what stands around it.
 */
export function Confirm({
  label,
  of,
  button,
  pendingLabel,
  className,
  onConfirm,
  children,
}: {
  readonly label: string
  readonly of?: string
  readonly button: string
  readonly pendingLabel: string
  readonly className?: string
  readonly onConfirm: () => Promise<void>
  /** What it will do, and to whom. */
  readonly children: ReactNode
}) {
  const details = useRef<HTMLDetailsElement>(null)
  const summary = useRef<HTMLElement>(null)
  const [pending, setPending] = useState(false)

  function close() {
    if (details.current) details.current.open = false
    summary.current?.focus()
  }

  async function confirm() {
    if (pending) return
    setPending(true)
    await onConfirm()
    setPending(false)
    close()
  }

  return (
    <details
      ref={details}
      className={cn('open:basis-full', className)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && details.current?.open) close()
      }}
    >
      <summary
        ref={summary}
        className={cn(buttonLook({ variant: 'danger', size: 'sm' }), 'list-none select-none [&::-webkit-details-marker]:hidden')}
      >
        {label}
        {of ? <span className="sr-only"> {of}</span> : null}
      </summary>
      <div className="mt-2 max-w-2xl space-y-3 rounded-md border border-bad bg-bad-soft p-4 text-sm">
        <div className="space-y-2">{children}</div>
        <div className="flex flex-wrap gap-2">
          <Button variant="danger" size="sm" aria-disabled={pending || undefined} onClick={() => void confirm()}>
            {pending ? pendingLabel : button}
          </Button>
          <Button variant="quiet" size="sm" onClick={close}>
            Cancel
          </Button>
        </div>
      </div>
    </details>
  )
}
