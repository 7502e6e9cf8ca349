'use client'

import { ChevronDown } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { cn } from './cn'

/**
 * A panel that opens under its label. A native disclosure, so it works without JavaScript; with it, Escape, a press
 * elsewhere, leaving by keyboard and following a link close it. On narrow screens the panel takes the width of the
 * nearest positioned ancestor.
 */
export function Popover({
  label,
  align = 'start',
  labelClassName,
  panelClassName,
  children,
}: {
  readonly label: ReactNode
  readonly align?: 'start' | 'end'
  readonly labelClassName?: string
  readonly panelClassName?: string
  readonly children: ReactNode
}) {
  const details = useRef<HTMLDetailsElement>(null)
  const summary = useRef<HTMLElement>(null)

  function close() {
    if (details.current) details.current.open = false
  }

  useEffect(() => {
    function onPointerDown(event: PointerEvent) {
      if (event.target instanceof Node && !details.current?.contains(event.target)) close()
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => {
      document.removeEventListener('pointerdown', onPointerDown)
    }
  }, [])

  return (
    <details
      ref={details}
      className="group sm:relative"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !details.current?.open) return
        close()
        summary.current?.focus()
      }}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close()
      }}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a')) close()
      }}
    >
      <summary
        ref={summary}
        className={cn(
          'inline-flex min-h-8 cursor-pointer list-none items-center gap-1.5 rounded-md border',
          'border-line bg-surface px-2.5 py-1',
          'text-sm select-none hover:bg-sunken [&::-webkit-details-marker]:hidden',
          labelClassName,
        )}
      >
        {label}
        <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <div
        className={cn(
          'absolute inset-x-4 top-full z-20 mt-2 max-h-[calc(100dvh-6rem)] overflow-y-auto rounded-lg',
          'border border-line',
          'bg-surface p-5 text-sm shadow-lg sm:inset-x-auto sm:w-96',
          align === 'end' ? 'sm:right-0' : 'sm:left-0',
          panelClassName,
        )}
      >
        {children}
      </div>
    </details>
  )
}
