'use client'

import { ChevronUp } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState, useSyncExternalStore, type ComponentType } from 'react'
import { useViewer } from '@/app/_client/viewer'
import type { Place } from '@/lib/auth/contract'
import type { WireEntry } from '@/lib/xray/wire-log'
import { Latest } from './latest'
import { Rows } from './rows'
import type { SheetProps } from './sheet'
import { useWire } from './use-wire'

const Sheet = lazy<ComponentType<SheetProps>>(() => import('./sheet').catch(() => ({ default: () => null })))

/** Whether it is open is kept under this name. */
const OPEN = 'stateside-wire'

export interface Given {
  /** What the server had when it wrote the page. */
  readonly given: readonly WireEntry[]
  /** Where this mode keeps the facts behind a session. */
  readonly stateLives: Place
}

/** Your last requests, at the bottom of every page. Written by the server, and added to as they happen. */
export default function Dock(page: Given) {
  const viewer = useViewer()
  const id = viewer.status === 'in' ? viewer.session.id : null
  return <DockOf key={id} id={id} {...page} />
}

function DockOf({ id, given, stateLives }: Given & { readonly id: string | null }) {
  const entries = useWire(id, given)
  const live = useLive()
  const details = useRef<HTMLDetailsElement>(null)
  const [shown, setShown] = useState<readonly number[]>([])

  useEffect(() => {
    if (details.current && remembered()) details.current.open = true
  }, [])

  return (
    <section aria-label="Wire" className="sticky bottom-0 z-10 border-t border-line-strong bg-surface text-sm [@media(max-height:18rem)]:static">
      <details
        ref={details}
        id="wire"
        className="group/wire-dock"
        onToggle={({ currentTarget }) => {
          remember(currentTarget.open)
        }}
      >
        <summary className="mx-auto flex h-8 max-w-6xl cursor-pointer list-none items-center gap-3 px-4 select-none hover:bg-sunken sm:px-6 [&::-webkit-details-marker]:hidden">
          <span className="inline-flex items-center gap-1.5 font-semibold">
            <ChevronUp aria-hidden className="size-3.5 text-muted transition-transform group-open/wire-dock:rotate-180" />
            Wire
          </span>
          <Latest entries={entries} signedIn={id !== null} />
        </summary>
        <div
          tabIndex={0}
          role="group"
          aria-label="Your last requests"
          className="max-h-[calc(40vh-2rem)] overflow-y-auto border-t border-line focus-visible:-outline-offset-2"
        >
          <div className="mx-auto max-w-6xl px-4 py-2 sm:px-6">
            <Rows entries={entries} live={live} onShow={setShown} />
            <p className="py-2 text-xs text-muted text-pretty">
              Up to 50 requests of this session, kept in this server&apos;s memory until you sign out or an hour after the last one. Only this
              session can read them. No whole credential is kept.
            </p>
          </div>
        </div>
      </details>
      {shown.length > 0 ? (
        <Suspense>
          <Sheet
            ids={shown}
            stateLives={stateLives}
            onClose={() => {
              setShown([])
            }}
          />
        </Suspense>
      ) : null}
    </section>
  )
}

const never = () => () => undefined

/** False until a script can answer a press. */
function useLive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

function remembered(): boolean {
  try {
    return localStorage.getItem(OPEN) === 'open'
  } catch {
    return false
  }
}

function remember(open: boolean): void {
  try {
    localStorage.setItem(OPEN, open ? 'open' : 'closed')
  } catch {
    // This browser keeps nothing for this site: the dock is closed on every page.
  }
}
