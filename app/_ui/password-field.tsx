'use client'

import { useState, type ComponentProps } from 'react'
import { cn } from './cn'
import { Field } from './field'

/** A password that can be looked at before it is sent. Without JavaScript it stays a plain password field. */
export function PasswordField(props: Omit<ComponentProps<typeof Field>, 'type' | 'trailing'>) {
  const [shown, setShown] = useState(false)
  return (
    <Field
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      trailing={
        <button
          type="button"
          aria-label={shown ? 'Hide password' : 'Show password'}
          onClick={() => {
            setShown(!shown)
          }}
          className={cn(
            'absolute inset-y-1 right-1 cursor-pointer rounded px-3 text-sm font-medium text-muted',
            'hover:bg-sunken hover:text-ink noscript:hidden',
          )}
        >
          {shown ? 'Hide' : 'Show'}
        </button>
      }
    />
  )
}
