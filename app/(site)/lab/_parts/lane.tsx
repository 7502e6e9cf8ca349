import type { ReactNode } from 'react'
import type { Evidence } from '@/lib/lab/evidence'

/** What one mode showed; null where nothing was measured. */
export interface Lane {
  readonly mode: string
  /** Run here, and not only recorded. */
  readonly here: boolean
  readonly evidence: readonly Evidence[] | null
}

/** A mode's lane of a drawing, with its name and, where there is nothing to draw, why; `top` in px. */
export function DrawnLane({ mode, here, recorded, top, children }: { readonly mode: string; readonly here: boolean; readonly recorded: boolean; readonly top: number; readonly children: ReactNode }) {
  return (
    <g>
      {top === 0 ? null : <line x1="0" x2="100%" y1={top} y2={top} className="stroke-line" />}
      <text x="2%" y={top + 17} className="fill-ink font-mono font-medium">
        {mode}
        {here ? ', run here' : ''}
        {recorded ? '' : ': not recorded'}
      </text>
      {children}
    </g>
  )
}
