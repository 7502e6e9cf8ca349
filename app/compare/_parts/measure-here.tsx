'use client'

import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { ask } from '@/app/_client/ask'
import type { ModeName } from '@/lib/auth/modes'
import type { Shown } from '@/lib/compare/criteria'

/** Measures one mode after another on this server, when pressed. */
export function MeasureHere({
  columns,
  here,
  onMeasured,
}: {
  readonly columns: readonly Shown[]
  /** Those that were. */
  readonly here: readonly Shown[]
  readonly onMeasured: (column: Shown) => void
}) {
  const [running, setRunning] = useState<ModeName | null>(null)
  const [failed, setFailed] = useState<string | null>(null)

  async function measure({ mode, revocation }: Shown) {
    setRunning(mode)
    setFailed(null)
    // Whoever stands behind the request is not asked, so nothing of theirs need go along.
    const answer = await ask<Shown>('POST', '/api/compare', { token: null }, { mode, revocation })
    if ('refusal' in answer) setFailed(`${mode}: ${answer.refusal.detail}`)
    else onMeasured(answer.body)
    setRunning(null)
  }

  return (
    <div className="mb-10 rounded-lg border border-line bg-surface p-4">
      <p className="text-sm text-pretty">
        Measure a mode again, on this server. It runs the mode, calls it from a second process and attacks it with the whole lab, which
        takes a few seconds.
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {columns.map((column) => (
          <Button
            key={column.mode}
            size="sm"
            aria-disabled={running !== null || undefined}
            onClick={() => {
              if (running === null) void measure(column)
            }}
          >
            <span className="sr-only">Measure </span>
            <span className="font-mono">{column.mode}</span>
            {running === column.mode ? ' is running…' : null}
          </Button>
        ))}
      </div>
      <p role="status" className="mt-3 text-sm text-muted empty:hidden">
        {here.length > 0 && running === null ? `Measured here: ${here.map(({ mode }) => mode).join(', ')}. Their cells have a coloured edge; the others are as recorded.` : ''}
      </p>
      {failed === null ? null : (
        <Notice role="alert" tone="bad" title="Not measured" className="mt-3">
          <p>{failed}</p>
        </Notice>
      )}
    </div>
  )
}
