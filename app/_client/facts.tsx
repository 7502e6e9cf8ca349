import type { ReactNode } from 'react'
import { cn } from '@/app/_ui/cn'

/** Names and values side by side, as many in a row as there is room for. */
export function Facts({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return <dl className={cn('grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-3', className)}>{children}</dl>
}

export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted">{name}</dt>
      <dd className="mt-0.5 wrap-anywhere">{children}</dd>
    </div>
  )
}
