'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from '@/app/_ui/cn'

/** A place in the main navigation; says when you are there or below it. */
export function NavLink({
  href,
  exact = false,
  children,
}: {
  readonly href: string
  /** Whether what lies below is a place of its own. */
  readonly exact?: boolean
  readonly children: ReactNode
}) {
  const path = usePathname()
  const current = path === href ? 'page' : !exact && path.startsWith(`${href}/`) ? 'true' : undefined
  return (
    // A prefetch would be a check of who you are that nobody asked for.
    <Link
      href={href}
      prefetch={false}
      aria-current={current}
      className={cn(
        'inline-flex min-h-8 items-center rounded-md px-2.5 text-sm text-muted hover:bg-sunken',
        'hover:text-ink aria-[current]:text-ink aria-[current]:underline',
        'aria-[current]:decoration-accent aria-[current]:decoration-2 aria-[current]:underline-offset-8',
      )}
    >
      {children}
    </Link>
  )
}
