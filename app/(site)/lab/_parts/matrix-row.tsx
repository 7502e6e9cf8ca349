import { cn } from '@/app/_ui/cn'
import { TextLink } from '@/app/_ui/text-link'
import type { ModeName } from '@/lib/auth/modes'
import type { ExperimentId } from '@/lib/lab/experiment'
import { figureText } from '@/lib/lab/figures'
import type { Revocation, Row } from './client'
import { LetIn, OutcomeBadge, outcomeText, type Means, type Told } from './outcome'
import { keyOf, type RunAll } from './run-all'

/** How it came out and, of a measurement, the figure. */
export interface Found extends Told {
  readonly figure: string | null
}

export interface Listed {
  readonly id: ExperimentId
  readonly title: string
  readonly means: Means
  /** As recorded; null of a mode that never was. */
  readonly recorded: Readonly<Partial<Record<ModeName, Found | null>>>
}

/** One experiment, and how it came out in every mode. */
export function MatrixRow({
  row: { id, title, means, recorded },
  modes,
  revocation,
  here,
  running,
}: {
  readonly row: Listed
  readonly modes: readonly ModeName[]
  readonly revocation: Revocation
} & Pick<RunAll, 'here' | 'running'>) {
  const found = modes.map((mode) => ({ id, mode, here: here[keyOf({ id, mode })], recorded: recorded[mode] ?? null, runs: running?.id === id && running.mode === mode }))
  const idle = found.filter((cell) => toldOf(cell)?.outcome === 'not_applicable' && !cell.runs)
  return (
    <tr role="row" className="grid grid-cols-2 gap-x-4 border-t border-line py-3 sm:grid-cols-3 lg:table-row lg:py-0">
      <th role="rowheader" scope="row" className="col-span-full py-1 text-left align-top font-medium lg:py-3 lg:pr-4">
        <TextLink href={`/lab/${id}${revocation === 'list' ? '?revocation=list' : ''}`} prefetch={false} className="inline-block min-h-6">
          {title}
        </TextLink>
        {idle.length > 0 ? (
          <span className="block font-normal text-muted lg:hidden">
            Does not apply to <span className="font-mono">{idle.map(({ mode }) => mode).join(', ')}</span>
          </span>
        ) : null}
      </th>
      {found.map((cell) => (
        <td
          role="cell"
          key={cell.mode}
          className={cn('py-1.5 align-top lg:border-t lg:px-2 lg:py-3', idle.includes(cell) && 'max-lg:hidden', cell.here ? 'lg:border-t-2 lg:border-accent' : 'lg:border-line')}
        >
          <span aria-hidden className="block font-mono text-xs text-muted lg:hidden">
            {cell.mode}
          </span>
          {cell.runs ? <span className="text-muted">Running…</span> : <Ended id={id} here={cell.here} recorded={cell.recorded} means={means} />}
        </td>
      ))}
    </tr>
  )
}

interface Cell {
  readonly here: Row | undefined
  readonly id: ExperimentId
  readonly recorded: Found | null
}

function toldOf({ id, here, recorded }: Cell): Found | null {
  return here && 'result' in here ? { ...here.result, figure: figureText(id, here.result.evidence) } : recorded
}

function Ended({ id, here, recorded, means }: Cell & { readonly means: Means }) {
  if (here && 'failed' in here) return <span className="text-bad">Did not complete: {here.failed}</span>
  const told = toldOf({ id, here, recorded })
  if (!told) return <span className="text-muted">Not recorded</span>
  const other = here && recorded && (recorded.outcome !== told.outcome || recorded.letInSeconds !== told.letInSeconds)
  return (
    <span className="flex flex-col items-start gap-0.5">
      {told.outcome === 'not_applicable' ? <span className="text-muted">– Does not apply</span> : <OutcomeBadge outcome={told.outcome} means={means} />}
      <LetIn of={told} means={means} />
      {told.figure === null ? null : <span className="text-muted tabular-nums">{told.figure}</span>}
      {here ? <span className="text-xs text-accent">run here</span> : null}
      {other ? <span className="text-xs text-muted">recorded: {outcomeText(recorded.outcome, means)}</span> : null}
    </span>
  )
}
