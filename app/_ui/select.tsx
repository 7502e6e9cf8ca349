import { useId, type ComponentProps } from 'react'

/** A labelled native choice of one. */
export function Select({ label, className, ...select }: ComponentProps<'select'> & { readonly label: string }) {
  const id = useId()
  return (
    <div className={className}>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        className="mt-1.5 block min-h-11 w-full rounded-md border border-line-strong bg-surface px-3 py-2 text-base text-ink"
        {...select}
      />
    </div>
  )
}
