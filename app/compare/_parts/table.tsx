'use client'

import { useState } from 'react'
import { Card } from '@/app/_ui/card'
import { cn } from '@/app/_ui/cn'
import { TextLink } from '@/app/_ui/text-link'
import { UtcTime } from '@/app/_wire/utc-time'
import type { Criterion, Shown, ShownCell } from '@/lib/compare/criteria'
import { MeasureHere } from './measure-here'

/** The six criteria, the modes side by side, as recorded; with the lab on, any mode can be measured again here. */
export function Comparison({
  criteria,
  initially,
  lab,
}: {
  readonly criteria: readonly Pick<Criterion, 'id' | 'asks'>[]
  /** One for each mode. */
  readonly initially: readonly Shown[]
  readonly lab: boolean
}) {
  const [here, setHere] = useState<readonly Shown[]>([])
  const columns = initially.map((column) => here.find(({ mode }) => mode === column.mode) ?? column)
  return (
    <>
      {lab ? (
        <MeasureHere
          columns={initially}
          here={here}
          onMeasured={(column) => {
            setHere((before) => [...before.filter(({ mode }) => mode !== column.mode), column])
          }}
        />
      ) : null}
      <ol className="space-y-10">
        {criteria.map(({ id, asks }, at) => (
          <li key={id} id={id}>
            <h3 className="flex items-baseline gap-3 text-xl font-semibold tracking-tight text-balance">
              <span className="font-mono text-base font-normal text-muted">{at + 1}</span>
              {asks}
            </h3>
            <ul className="mt-4 grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
              {columns.map((column) => (
                <CellCard key={column.mode} column={column} cell={column.cells[id]} isHere={here.includes(column)} lab={lab} />
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  )
}

interface OfCell {
  readonly column: Shown
  readonly cell: ShownCell
  readonly isHere: boolean
  readonly lab: boolean
}

function CellCard({ column, cell, isHere, lab }: OfCell) {
  return (
    <Card as="li" className={cn('flex flex-col p-4!', isHere ? 'border-accent!' : '')}>
      <p className="font-mono text-sm text-muted">{column.mode}</p>
      <p className="mt-1 font-semibold text-balance first-letter:uppercase">{cell.word}</p>
      <p className="mt-0.5 text-sm tabular-nums">{cell.figure}</p>
      {column.measuredAt === null ? null : <Evidence column={column} at={column.measuredAt} cell={cell} isHere={isHere} lab={lab} />}
    </Card>
  )
}

/** What stands behind the figure; `at` is when that was found, in ms since epoch. */
function Evidence({ column: { mode, revocation }, at, cell, isHere, lab }: OfCell & { readonly at: number }) {
  return (
    <details className="pt-2 text-sm not-open:mt-auto">
      <summary className="inline-flex min-h-8 cursor-pointer items-center text-accent underline decoration-accent/40 underline-offset-4">
        Evidence<span className="sr-only"> for {mode}</span>
      </summary>
      <ul className="mt-2 space-y-1.5">
        {/* What stands below with a link need not stand here too. */}
        {cell.details
          .filter((detail) => !lab || !cell.experiments.some(({ title }) => detail.startsWith(`${title}: `)))
          .map((detail) => (
            <li key={detail} className="wrap-anywhere">
              {detail}
            </li>
          ))}
      </ul>
      {lab && cell.experiments.length > 0 ? (
        <ul className="mt-3 space-y-1.5 border-t border-line pt-3">
          {cell.experiments.map(({ id, title, says }) => (
            <li key={id}>
              <TextLink href={`/lab/${id}?revocation=${revocation}`} prefetch={false} className="inline-block min-h-6">
                {title}
              </TextLink>
              {says === undefined ? null : <span className="block text-muted">{says}</span>}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="mt-3 text-muted">
        {isHere ? 'Measured here' : 'Recorded'} <UtcTime at={at} />
      </p>
    </details>
  )
}
