import { Button } from '@/app/_ui/button'
import { cn } from '@/app/_ui/cn'
import type { ModeName } from '@/lib/auth/modes'
import type { Criterion, Shown } from '@/lib/compare/criteria'
import type { Verdict } from '@/lib/compare/questions'
import { FitMark } from './advice'
import { CellView } from './cell'
import type { Pair } from './pair'

/**
 * The six criteria down, the modes across; on a narrow screen two of them. A table that is set in blocks is none to some browsers,
 * unless its parts say what they are.
 */
export function Comparison({
  criteria,
  columns,
  here,
  pair,
  verdictOf,
  lab,
  running,
  onMeasure,
}: {
  readonly criteria: readonly Pick<Criterion, 'id' | 'asks'>[]
  readonly columns: readonly Shown[]
  /** Those that were measured here. */
  readonly here: readonly Shown[]
  readonly pair: Pair
  /** Null before there are answers; undefined of a mode that was never measured. */
  readonly verdictOf: ((mode: ModeName) => Verdict | undefined) | null
  readonly lab: boolean
  readonly running: ModeName | null
  readonly onMeasure: (mode: ModeName) => void
}) {
  const away = (mode: ModeName) => !pair.includes(mode) && 'max-lg:hidden'
  const dimmed = (mode: ModeName) => verdictOf?.(mode)?.fits === false && 'bg-sunken text-muted'
  return (
    <table role="table" aria-labelledby="criteria" className="mt-5 block w-full table-fixed border-separate border-spacing-0 text-sm lg:table">
      <thead role="rowgroup" className="sticky top-0 z-5 block bg-canvas sm:[@media(min-height:36rem)]:top-15 lg:table-header-group">
        <tr role="row" className="grid grid-cols-2 lg:table-row">
          {columns.map((column) => (
            <th role="columnheader" scope="col" key={column.mode} className={cn('border-b border-line-strong px-2 py-2 text-left align-top font-normal', dimmed(column.mode), away(column.mode))}>
              <span className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
                <span className="font-mono font-semibold">{column.mode}</span>
                {lab ? (
                  <Button
                    size="sm"
                    className="noscript:hidden"
                    aria-disabled={running !== null || undefined}
                    onClick={() => {
                      onMeasure(column.mode)
                    }}
                  >
                    {running === column.mode ? 'Measuring…' : 'Measure'}
                    <span className="sr-only"> {column.mode}</span>
                  </Button>
                ) : null}
              </span>
              {here.includes(column) ? <span className="block text-xs text-accent">measured here</span> : null}
            </th>
          ))}
        </tr>
      </thead>
      {verdictOf ? (
        <tbody role="rowgroup" id="fit" className="block lg:table-row-group">
          <tr role="row" className="grid grid-cols-2 lg:table-row">
            {columns.map(({ mode }) => (
              <td role="cell" key={mode} className={cn('px-2 py-3 align-top', dimmed(mode), away(mode))}>
                <Fit verdict={verdictOf(mode)} />
              </td>
            ))}
          </tr>
        </tbody>
      ) : null}
      {criteria.map(({ id, asks }, at) => (
        <tbody role="rowgroup" key={id} id={id} className="block scroll-mt-14 lg:table-row-group">
          <tr role="row" className="block lg:table-row">
            <th role="rowheader" scope="rowgroup" colSpan={columns.length} className="block border-t border-line px-2 pt-6 pb-1 text-left lg:table-cell">
              <h3 className="flex items-baseline gap-3 text-lg font-semibold tracking-tight text-balance">
                <span className="font-mono text-base font-normal text-muted">{at + 1}</span>
                {asks}
              </h3>
            </th>
          </tr>
          <tr role="row" className="grid grid-cols-2 lg:table-row">
            {columns.map((column) => (
              <td role="cell" key={column.mode} className={cn('min-w-0 px-2 pt-1 pb-5 align-top', dimmed(column.mode), away(column.mode))}>
                <CellView criterion={id} column={column} all={columns} isHere={here.includes(column)} lab={lab} />
              </td>
            ))}
          </tr>
        </tbody>
      ))}
    </table>
  )
}

function Fit({ verdict }: { readonly verdict: Verdict | undefined }) {
  if (!verdict) return <p>Not measured yet</p>
  const against = verdict.reasons.filter(({ fits }) => !fits)
  return (
    <div className="flex gap-1.5">
      <FitMark fits={verdict.fits} />
      <div className="min-w-0">
        <p className="font-semibold">{verdict.fits ? 'Fits your answers' : 'Does not fit'}</p>
        {against.map(({ question, says }) => (
          <p key={question.id} className="mt-1 text-pretty">
            {says}
          </p>
        ))}
      </div>
    </div>
  )
}
