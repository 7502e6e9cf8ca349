import { ChevronUp } from 'lucide-react'
import type { ComponentProps, ReactNode, Ref } from 'react'
import type { WireEntry } from '@/lib/xray/wire-log'
import { Latest } from './latest'

/** The strip at the bottom of a page, closed: what it holds opens above the end of the page and covers nothing for good. */
export function Frame({
  entries,
  signedIn,
  details,
  onToggle,
  children,
}: {
  readonly entries: readonly WireEntry[]
  readonly signedIn: boolean
  readonly details?: Ref<HTMLDetailsElement>
  readonly onToggle?: ComponentProps<'details'>['onToggle']
  readonly children: ReactNode
}) {
  return (
    <section aria-label="Wire" className="sticky bottom-0 z-10 border-t border-line-strong bg-surface text-sm [@media(max-height:18rem)]:static">
      <details ref={details} id="wire" className="group/wire-dock" {...(onToggle && { onToggle })}>
        <summary className="mx-auto flex h-8 max-w-6xl cursor-pointer list-none items-center gap-3 px-4 select-none hover:bg-sunken sm:px-6 [&::-webkit-details-marker]:hidden">
          <span className="inline-flex items-center gap-1.5 font-semibold">
            <ChevronUp aria-hidden className="size-3.5 text-muted transition-transform group-open/wire-dock:rotate-180" />
            Wire
          </span>
          <Latest entries={entries} signedIn={signedIn} />
        </summary>
        <div
          tabIndex={0}
          role="group"
          aria-label="Your last requests"
          className="max-h-[calc(40vh-2rem)] overflow-y-auto border-t border-line focus-visible:-outline-offset-2"
        >
          <div className="mx-auto max-w-6xl px-4 py-2 sm:px-6">
            {children}
            <p className="py-2 text-xs text-muted text-pretty">
              Up to 50 requests of this session, kept in this server&apos;s memory until you sign out or an hour after the last one. Only this
              session can read them. No whole credential is kept.
            </p>
          </div>
        </div>
      </details>
    </section>
  )
}
