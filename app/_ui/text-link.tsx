import Link from 'next/link'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { linkLook } from './looks'

/** A link within text. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn(linkLook, className)}
      {...rest}
    />
  )
}
