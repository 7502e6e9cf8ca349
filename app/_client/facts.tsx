import type { ReactNode } from 'react'
import { cn } from '@/app/_ui/cn'

/** Names and values side by side, as many in a row as there is room for. */
export function Facts({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return <dl className={cn('grid gap-x-8 gap-y-1.5 text-sm sm:grid-cols-2 sm:gap-y-3 lg:grid-cols-3', className)}>{children}</dl>
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 sm:block">
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere sm:mt-0.5">{children}</dd>
    </div>
  )
}
