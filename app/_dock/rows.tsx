'use client'

import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { linkLook } from '@/app/_ui/looks'
import type { WireEntry } from '@/lib/xray/wire-log'
import { WireTable } from './table'
import { clock, KINDS } from './words'

/** The requests, each of which opens its X-ray. Two of them can be compared. */
export function Rows({ entries, onShow }: { readonly entries: readonly WireEntry[]; readonly onShow: (ids: readonly number[]) => void }) {
  const [chosen, setChosen] = useState<readonly number[]>([])
  const both = chosen.filter((id) => entries.some((entry) => entry.id === id))

  function choose(id: number, wanted: boolean) {
    setChosen(wanted ? [...both, id].slice(-2) : both.filter((other) => other !== id))
  }

  const tick = ({ id, at, method, path }: WireEntry) => (
    <label className="inline-flex size-6 cursor-pointer items-center justify-center">
      <input
        type="checkbox"
        checked={both.includes(id)}
        onChange={({ currentTarget }) => {
          choose(id, currentTarget.checked)
        }}
        className="size-4 accent-accent"
      />
      <span className="sr-only">
        Compare {method} {path} of {clock(at)}
      </span>
    </label>
  )

  const nameOf = ({ id, method, path, kind }: WireEntry) => (
    <button
      type="button"
      title={KINDS[kind]}
      aria-haspopup="dialog"
      onClick={() => {
        onShow([id])
      }}
      className={`min-h-6 cursor-pointer text-left wrap-anywhere ${linkLook}`}
    >
      {method} {path}
    </button>
  )

  return (
    <>
      {entries.length > 1 ? (
        <p className="flex flex-wrap items-center gap-3 pb-1">
          <Button
            size="sm"
            aria-disabled={both.length < 2 || undefined}
            onClick={() => {
              if (both.length === 2) onShow([...both].sort((a, b) => a - b))
            }}
          >
            Compare two requests
          </Button>
          <span role="status" className="text-muted">
            {both.length === 0 ? 'Tick two requests.' : both.length === 1 ? 'One is ticked. Tick another.' : 'Two are ticked.'}
          </span>
        </p>
      ) : null}
      <WireTable entries={entries} tick={tick} nameOf={nameOf} />
    </>
  )
}
