'use client'

import { lazy, Suspense, useEffect, useRef, useState, type ComponentType } from 'react'
import { useViewer } from '@/app/_client/viewer'
import type { Place } from '@/lib/auth/contract'
import type { WireEntry } from '@/lib/xray/wire-log'
import { Frame } from './frame'
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

/** Your last requests, added to as they happen. Rendered by scripts only. */
export default function Dock(page: Given) {
  const viewer = useViewer()
  const id = viewer.status === 'in' ? viewer.session.id : null
  return <DockOf key={id} id={id} {...page} />
}

function DockOf({ id, given, stateLives }: Given & { readonly id: string | null }) {
  const entries = useWire(id, given)
  const details = useRef<HTMLDetailsElement>(null)
  const [before] = useState(ofTheServer)
  const [shown, setShown] = useState<readonly number[]>([])

  useEffect(() => {
    if (!details.current) return
    if (before.open || remembered()) details.current.open = true
    if (before.focused) details.current.querySelector('summary')?.focus()
  }, [before])

  return (
    <>
      <Frame
        entries={entries}
        signedIn={id !== null}
        details={details}
        onToggle={({ currentTarget }) => {
          remember(currentTarget.open)
        }}
      >
        <Rows entries={entries} onShow={setShown} />
      </Frame>
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
    </>
  )
}

/** How the one was left that the server wrote, and that this one replaces. */
function ofTheServer() {
  const written = document.querySelector<HTMLDetailsElement>('details#wire')
  return { open: written?.open ?? false, focused: written?.contains(document.activeElement) ?? false }
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
