'use client'

import { useEffect, useRef, useState } from 'react'
import { Button } from '@/app/_ui/button'
import type { Place } from '@/lib/auth/contract'
import type { WireDetail } from '@/lib/xray/wire-log'
import { Comparison } from './comparison'
import { Detail } from './detail'
import { useLook } from './use-wire'

export interface SheetProps {
  /** Of one request, or of the two to compare. */
  readonly ids: readonly number[]
  /** Where this mode keeps the facts behind a session. */
  readonly stateLives: Place
  readonly onClose: () => void
}

/** One request in full, or two of them side by side, in front of the page. Escape closes it, and the focus goes back. */
export default function Sheet({ ids, stateLives, onClose }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const look = useLook()
  const [details, setDetails] = useState<readonly (WireDetail | null)[] | null>(null)

  useEffect(() => {
    dialog.current?.showModal()
  }, [])

  useEffect(() => {
    let left = false
    void Promise.all(ids.map((id) => look<WireDetail>(`/api/wire/${String(id)}`))).then((answers) => {
      if (!left) setDetails(answers)
    })
    return () => {
      left = true
    }
  }, [ids, look])

  const found = details?.filter((detail) => detail !== null) ?? []
  const [first, second] = found
  return (
    <dialog
      ref={dialog}
      aria-labelledby="wire-sheet"
      onClose={onClose}
      onClick={({ target, currentTarget }) => {
        // Beside it.
        if (target === currentTarget) currentTarget.close()
      }}
      className="mr-0 ml-auto h-dvh max-h-none w-full max-w-3xl border-l border-line bg-canvas text-ink shadow-lg backdrop:bg-ink/30"
    >
      <div className="min-h-full space-y-8 p-4 sm:p-6">
        <div className="flex items-start justify-between gap-4">
          <h2 id="wire-sheet" className="text-2xl font-semibold tracking-tight wrap-anywhere">
            {ids.length === 2 ? 'Two requests compared' : first ? `${first.entry.method} ${first.entry.path}` : 'One request'}
          </h2>
          <Button
            size="sm"
            onClick={() => {
              dialog.current?.close()
            }}
          >
            Close
          </Button>
        </div>
        {details === null ? (
          <p role="status">Asking the server…</p>
        ) : found.length < ids.length ? (
          <p role="status">The server does not have {ids.length === 2 ? 'both of them' : 'it'} any more, or did not answer.</p>
        ) : first && second ? (
          <Comparison older={first} newer={second} />
        ) : first ? (
          <Detail detail={first} stateLives={stateLives} />
        ) : null}
      </div>
    </dialog>
  )
}
