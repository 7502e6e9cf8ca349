import type { ReactNode } from 'react'
import { cn } from '@/app/_ui/cn'

/** A list of rows that are each one line until they are opened. */
export function Rows({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <ul aria-label={label} className="mt-4 divide-y divide-line rounded-lg border border-line bg-surface">
      {children}
    </ul>
  )
}

/** One line, which opens to the rest. `action` stays at the end of the line. */
export function Row({
  title,
  aside,
  says,
  action,
  children,
}: {
  readonly title: string
  readonly aside?: ReactNode
  readonly says: ReactNode
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <li className="relative">
      <details className="group">
        <summary
          className={cn(
            'grid cursor-pointer list-none grid-cols-[1rem_minmax(0,1fr)] items-baseline gap-x-3 px-4 py-2.5 text-sm hover:bg-sunken',
            'md:grid-cols-[1rem_minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.2fr)] md:gap-x-6 [&::-webkit-details-marker]:hidden',
            action ? 'mr-20' : '',
          )}
        >
          <span aria-hidden className="text-center text-muted transition-transform group-open:rotate-90">
            ›
          </span>
          <h3 className="font-medium wrap-anywhere">
            {title} {aside}
          </h3>
          <span className="col-start-2 flex flex-wrap gap-x-3 text-muted md:contents">{says}</span>
        </summary>
        <div className="px-4 pt-1 pb-4 pl-11">{children}</div>
      </details>
      {action}
    </li>
  )
}
