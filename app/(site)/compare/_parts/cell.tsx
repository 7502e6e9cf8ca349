import { PlaceMark } from '@/app/_ui/place-mark'
import { TextLink } from '@/app/_ui/text-link'
import { Bar } from '@/app/_wire/bar'
import { microsText } from '@/app/_wire/quantity'
import { UtcTime } from '@/app/_wire/utc-time'
import type { Criterion, Shown, ShownCell } from '@/lib/compare/criteria'

const FILLS: Readonly<Record<Criterion['id'], string>> = {
  state: 'fill-store-mark',
  credential: 'fill-browser-mark',
  check: 'fill-server-mark',
  control: 'fill-accent',
  attacks: 'fill-bad',
  suits: 'fill-accent',
}

/** What one criterion says of one mode: a word, a figure with a bar on the scale of all modes, and what stands behind it. */
export function CellView({
  criterion,
  column,
  all,
  isHere,
  lab,
}: {
  readonly criterion: Criterion['id']
  readonly column: Shown
  readonly all: readonly Shown[]
  readonly isHere: boolean
  readonly lab: boolean
}) {
  const cell = column.cells[criterion]
  const { amount, sample, places } = cell
  const most = Math.max(1, ...all.map(({ cells }) => cells[criterion].amount?.value ?? 0))
  return (
    <>
      <p className="font-semibold text-balance wrap-anywhere first-letter:uppercase">{cell.word}</p>
      {places && places.length > 0 ? (
        <p className="mt-0.5 flex flex-wrap gap-x-3">
          {places.map((place) => (
            <PlaceMark key={place} place={place} />
          ))}
        </p>
      ) : null}
      <p className="mt-0.5 tabular-nums wrap-anywhere">{cell.figure}</p>
      {amount ? (
        <div className="mt-1.5">
          <Bar to={100 * (amount.share ?? amount.value / most)} className={FILLS[criterion]} />
        </div>
      ) : null}
      {sample ? (
        <p className="mt-1 text-xs text-muted tabular-nums">
          n = {sample.n}, p95 {microsText(sample.p95)}
        </p>
      ) : null}
      {column.measuredAt === null ? null : <Evidence column={column} at={column.measuredAt} cell={cell} isHere={isHere} lab={lab} />}
    </>
  )
}

/** What stands behind the figure; `at` is when that was found, in ms since epoch. */
function Evidence({
  column: { mode, revocation },
  at,
  cell,
  isHere,
  lab,
}: {
  readonly column: Shown
  readonly at: number
  readonly cell: ShownCell
  readonly isHere: boolean
  readonly lab: boolean
}) {
  return (
    <details className="mt-1">
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
