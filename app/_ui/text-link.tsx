import Link from 'next/link'
import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A link within text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn('text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent', className)}
      {...rest}
    />
  )
}
