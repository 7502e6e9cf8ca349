'use client'

import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from './button'

/** Submits the form it stands in and says so while the answer is awaited. Keeps the focus meanwhile. */
export function SubmitButton({
  pendingLabel,
  children,
  ...rest
}: Omit<ComponentProps<typeof Button>, 'type' | 'onClick'> & { readonly pendingLabel: string }) {
  const { pending } = useFormStatus()
  return (
    <Button
      type="submit"
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
      {...rest}
    >
      {pending ? pendingLabel : children}
    </Button>
  )
}
