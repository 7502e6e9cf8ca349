import { cn } from '@/app/_ui/cn'
import { UtcTime } from '@/app/_wire/utc-time'
import { sinceInWords } from '@/lib/duration'
import type { Moment } from '@/lib/xray/life'

const TICKS = [
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [86_400_000, '1 d'],
  [30 * 86_400_000, '30 d'],
] as const

/** Where the present stands, in percent of the width: most of what matters lies ahead. */
const NOW_AT = 26
const EDGE = 2

const shapes: Readonly<Record<Moment['kind'], string>> = {
  past: 'fill-surface stroke-muted',
  now: 'fill-accent stroke-accent',
  slides: 'fill-surface stroke-store',
  fixed: 'fill-bad stroke-bad',
}

/**
 * The life of a session on a line whose scale is logarithmic to both sides of now, so that five minutes and thirty days are
 * both seen; and the same as a list, by the numbers of the marks.
 */
export function LifeLine({ moments }: { readonly moments: readonly Moment[] }) {
  const now = moments.find(({ kind }) => kind === 'now')?.at ?? moments.at(-1)?.at ?? 0
  const place = placing(moments, now)
  const ends = moments.filter(({ kind }) => kind === 'slides' || kind === 'fixed')
  const marks = spread(moments.map(({ at }) => place(at)), moments.findIndex(({ at }) => at === now))
  const longest = Math.max(...ends.map(({ at }) => at - now), 0)
  return (
    <figure>
      <svg aria-hidden="true" width="100%" height="64" className="overflow-visible text-xs">
        <line x1={percent(marks[0] ?? EDGE)} x2={percent(marks.at(-1) ?? EDGE)} y1="28" y2="28" className="stroke-line-strong" />
        {/* The last end first, so that each lies over those beyond it. */}
        {[...ends].reverse().map(({ at, kind }, over) => (
          <line
            key={at}
            x1={percent(place(Math.min(now, at)))}
            x2={percent(place(at))}
            y1="28"
            y2="28"
            strokeWidth={2 + 3 * over}
            className={kind === 'fixed' ? 'stroke-bad' : 'stroke-store'}
          />
        ))}
        {TICKS.filter(([ms]) => ms <= longest).map(([ms, label]) => (
          <g key={ms}>
            <line x1={percent(place(now + ms))} x2={percent(place(now + ms))} y1="38" y2="44" className="stroke-line-strong" />
            <text x={percent(place(now + ms))} y="58" textAnchor="middle" className="fill-muted">
              {label}
            </text>
          </g>
        ))}
        {marks.map((x, index) => {
          const moment = moments[index]
          return moment ? (
            <svg key={moment.what} x={percent(x)} y="28" className="overflow-visible">
              <circle r="9" strokeWidth="1.5" className={shapes[moment.kind]} />
              <text y="4" textAnchor="middle" className={cn('font-medium', moment.kind === 'now' || moment.kind === 'fixed' ? 'fill-surface' : 'fill-ink')}>
                {index + 1}
              </text>
            </svg>
          ) : null
        })}
      </svg>
      <ol className="mt-3 grid gap-x-6 gap-y-2 text-sm sm:grid-cols-2 lg:grid-cols-3">
        {moments.map(({ at, what, says, kind }, index) => (
          <li key={what} className="flex min-w-0 gap-2">
            <span aria-hidden className="w-4 shrink-0 text-right text-muted tabular-nums">
              {index + 1}
            </span>
            <div className="min-w-0">
              <p>
                <span className="font-medium">{what}</span>
                {kind === 'now' ? null : <span className="text-muted"> {sinceInWords(now - at)}</span>}
              </p>
              <p className="text-muted">
                <UtcTime at={at} />
              </p>
              {says ? <p className="text-muted">{says}</p> : null}
            </div>
          </li>
        ))}
      </ol>
    </figure>
  )
}

const percent = (value: number) => `${value.toFixed(2)}%`

/** From a moment to its place, in percent. */
function placing(moments: readonly Moment[], now: number): (at: number) => number {
  const scale = (ms: number) => Math.log10(1 + ms / 1000)
  const before = Math.max(scale(now - Math.min(...moments.map(({ at }) => at), now)), 1)
  const after = Math.max(scale(Math.max(...moments.map(({ at }) => at), now) - now), 1)
  return (at) => (at <= now ? NOW_AT - (scale(now - at) / before) * (NOW_AT - EDGE) : NOW_AT + (scale(at - now) / after) * (100 - EDGE - NOW_AT))
}

/** How far apart marks are at least, in percent: on the narrowest line that is shown they do not cover each other. */
const APART = 7.5

/** Moves marks that would cover each other, the earlier to the left and the later to the right of the one of now. */
function spread(places: readonly number[], now: number): readonly number[] {
  const spread = [...places]
  for (let i = now - 1; i >= 0; i--) spread[i] = Math.min(spread[i] ?? 0, (spread[i + 1] ?? 0) - APART)
  for (let i = now + 1; i < spread.length; i++) spread[i] = Math.max(spread[i] ?? 0, (spread[i - 1] ?? 0) + APART)
  // Where the last has come too far, it pushes the others back.
  for (let i = spread.length - 1; i > now; i--) spread[i] = Math.min(spread[i] ?? 0, 100 - EDGE - APART * (spread.length - 1 - i))
  return spread
}
