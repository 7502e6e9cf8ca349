import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A name, value or command as the machine sees it. Wraps anywhere rather than widening the page. */
export function Code({ className, ...rest }: ComponentProps<'code'>) {
  return (
    <code
      className={cn('rounded bg-sunken px-1 py-0.5 font-mono text-[0.92em] wrap-anywhere text-ink', className)}
      {...rest}
    />
  )
}
