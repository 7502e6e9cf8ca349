'use client'

import { useState, type ReactNode } from 'react'
import { Button } from './button'
import { disclosedLook, Disclosure } from './disclosure'

/** A button that says first what it would do, and has a script do it when told again. */
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
  const [pending, setPending] = useState(false)
  const [done, setDone] = useState<object | null>(null)

  async function confirm() {
    if (pending) return
    setPending(true)
    await onConfirm()
    setPending(false)
    setDone({})
  }

  return (
    <Disclosure label={label} of={of} closedBy={done} className={className}>
      {(cancel) => (
        <div className={disclosedLook}>
          <div className="space-y-2">{children}</div>
          <div className="flex flex-wrap gap-2">
            <Button variant="danger" size="sm" aria-disabled={pending || undefined} onClick={() => void confirm()}>
              {pending ? pendingLabel : button}
            </Button>
            {cancel}
          </div>
        </div>
      )}
    </Disclosure>
  )
}
