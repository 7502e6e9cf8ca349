import { useId, type ComponentProps, type ReactNode } from 'react'
import { cn } from './cn'

/** A labelled input. Its hint and its error are read with it; `trailing` is a control that belongs to it. */
export function Field({
  label,
  hint,
  error,
  trailing,
  className,
  ...input
}: ComponentProps<'input'> & {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly trailing?: ReactNode
}) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const describedBy = [error ? errorId : '', hint ? hintId : ''].filter(Boolean).join(' ')
  return (
    <div className={className}>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      {hint ? (
        <p id={hintId} className="mt-0.5 text-sm text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={errorId} className="mt-1 text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
      <div className="relative mt-1.5">
        <input
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy || undefined}
          className={cn(
            'block min-h-11 w-full rounded-md border bg-surface px-3 py-2 text-base text-ink',
            error ? 'border-bad' : 'border-line-strong',
            trailing ? 'pr-20' : '',
          )}
          {...input}
        />
        {trailing}
      </div>
    </div>
  )
}
