import { Badge } from '@/app/_ui/badge'
import { Button } from '@/app/_ui/button'
import type { Outcome, Result } from '@/lib/lab/experiment'
import { ordinal, type Ranking } from '@/lib/lab/figures'
import type { Progress, Row } from './client'
import { LetIn, OutcomeBadge, outcomeText, type Means } from './outcome'

const count = new Intl.NumberFormat('en')

/** What the reader expects: how it ends or, of a measurement, which place the mode has among all. */
export interface Guess {
  readonly outcome?: Outcome
  readonly place?: number
}

/** A measurement as far as it has come. */
export interface Placed {
  readonly ranking: Ranking
  /** How many places there are to give. */
  readonly places: number
  /** By what was measured here. */
  readonly placeOf: (result: Result) => number | null
}

/** One mode: what one predicts of it, how it came out, and the button that runs it. */
export function PredictRow({
  mode,
  means,
  placed,
  guess,
  onGuess,
  row,
  running,
  progress,
  busy,
  onRun,
}: {
  readonly mode: string
  readonly means: Means
  /** Null where one predicts an outcome. */
  readonly placed: Placed | null
  readonly guess: Guess
  readonly onGuess: (guess: Guess) => void
  readonly row: Row | undefined
  readonly running: boolean
  readonly progress: Progress | null
  readonly busy: boolean
  readonly onRun: () => void
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3">
      <h3 className="w-24 font-mono text-sm font-medium">{mode}</h3>
      {placed ? (
        <label className="flex min-w-0 flex-1 basis-40 items-center gap-2 text-sm">
          <span>
            Place<span className="sr-only"> of {mode}</span>
          </span>
          <select
            value={guess.place ?? ''}
            onChange={({ target }) => {
              onGuess(target.value === '' ? {} : { place: Number(target.value) })
            }}
            className="min-h-8 rounded-md border border-line-strong bg-surface px-2"
          >
            <option value="">Your guess</option>
            {Array.from({ length: placed.places }, (_, at) => (
              <option key={at} value={at + 1}>
                {ordinal(at + 1)}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <fieldset className="flex min-w-0 flex-1 basis-64 flex-wrap gap-x-5 gap-y-1 text-sm">
          <legend className="sr-only">Your prediction for {mode}</legend>
          {(['succeeded', 'blocked'] as const).map((outcome) => (
            <label key={outcome} className="inline-flex min-h-8 items-center gap-2">
              <input
                type="radio"
                name={`guess-${mode}`}
                className="size-4 accent-accent"
                checked={guess.outcome === outcome}
                onChange={() => {
                  onGuess({ outcome })
                }}
              />
              {means[outcome]}
            </label>
          ))}
        </fieldset>
      )}
      <div className="flex min-h-8 min-w-0 items-center sm:min-w-52">
        {running ? (
          <span className="text-sm text-muted tabular-nums">
            {progress ? `Running: ${count.format(progress.done)} of ${count.format(progress.of)}` : 'Running…'}
          </span>
        ) : (
          <Ended row={row} guess={guess} means={means} placed={placed} />
        )}
      </div>
      <Button size="sm" aria-disabled={busy || undefined} onClick={onRun}>
        Run<span className="sr-only"> with {mode}</span>
      </Button>
    </li>
  )
}

function Ended({ row, guess, means, placed }: { readonly row: Row | undefined; readonly guess: Guess; readonly means: Means; readonly placed: Placed | null }) {
  if (!row) return <span className="text-sm text-muted">Not run yet</span>
  if ('failed' in row) return <Badge tone="bad">Failed</Badge>
  const { result } = row
  return (
    <span className="flex flex-wrap items-center gap-2">
      <OutcomeBadge outcome={result.outcome} means={means} />
      <LetIn of={result} means={means} />
      {placed ? <Measured placed={placed} result={result} guess={guess.place} /> : null}
      {guess.outcome && result.outcome !== 'not_applicable' ? (
        <span className="text-sm text-muted">
          {guess.outcome === result.outcome ? 'as you predicted' : `you predicted: ${outcomeText(guess.outcome, means)}`}
        </span>
      ) : null}
    </span>
  )
}

function Measured({ placed, result, guess }: { readonly placed: Placed; readonly result: Result; readonly guess: number | undefined }) {
  const figure = placed.ranking.figure(result.evidence)
  const place = placed.placeOf(result)
  if (figure === null) return null
  return (
    <span className="text-sm text-muted tabular-nums">
      {placed.ranking.says(figure)}
      {place === null ? null : `, ${ordinal(place)}${guess === undefined ? '' : guess === place ? ' as you guessed' : `; you guessed ${ordinal(guess)}`}`}
    </span>
  )
}
