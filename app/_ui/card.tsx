import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A bordered surface. `as` picks the element that means what the card holds. */
export function Card({
  as: Element = 'div',
  className,
  ...rest
}: ComponentProps<'div'> & { readonly as?: 'div' | 'section' | 'article' | 'aside' | 'li' }) {
  // The elements differ only in meaning; one ref and prop type serves them all.
  const Box = Element as 'div'
  return <Box className={cn('min-w-0 rounded-lg border border-line bg-surface p-5 sm:p-6', className)} {...rest} />
}
