import { cn } from '@/app/_ui/cn'
import { dotsOf, type Dot } from '@/lib/lab/figures'
import { inWords } from '@/lib/duration'
import { FigureTable } from './figure-table'
import { DrawnLane, type Lane } from './lane'

const LEFT_MS = 1
const RIGHT_MS = 30 * 86_400_000
const TICKS = [
  [1, '1 ms'],
  [1000, '1 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [86_400_000, '1 d'],
  [RIGHT_MS, '30 d'],
] as const
/** Heights, in px. */
const LANE = 60
const AXIS = 28

/** Of the width, leaving room for half a mark at both ends. */
const xOf = (ms: number) => 2 + 96 * Math.min(1, Math.max(0, Math.log(ms / LEFT_MS) / Math.log(RIGHT_MS / LEFT_MS)))
const percent = (value: number) => `${value.toFixed(2)}%`

const KINDS = {
  client: { word: 'client', look: 'fill-browser-mark stroke-browser', shape: <circle r="5" /> },
  stream: { word: 'open stream', look: 'fill-server-mark stroke-server', shape: <path d="M0-6.5 6.5 0 0 6.5-6.5 0z" /> },
  verifier: { word: 'offline verifier', look: 'fill-surface stroke-ink', shape: <path d="M0-6.5 6.5 5H-6.5z" strokeWidth="1.5" /> },
} as const

/** When clients, a stream and an offline verifier noticed that a session was ended: a lane for each mode, a logarithmic axis. */
export function LatencyPlot({ lanes }: { readonly lanes: readonly Lane[] }) {
  const drawn = lanes.map((lane) => ({ ...lane, dots: dotsOf(lane.evidence ?? []) }))
  const height = drawn.length * LANE + AXIS
  return (
    <figure className="mt-4">
      <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {(Object.keys(KINDS) as Dot['who'][]).map((who) => (
          <li key={who} className="inline-flex items-center gap-2">
            <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" className={KINDS[who].look}>
              {KINDS[who].shape}
            </svg>
            {KINDS[who].word}
          </li>
        ))}
      </ul>
      <svg role="img" aria-labelledby="latency-title latency-desc" width="100%" height={height} className="rounded-lg border border-line bg-surface text-xs">
        <title id="latency-title">Time until a revocation was noticed, by mode</title>
        <desc id="latency-desc">A logarithmic axis from 1 ms to 30 days. The table below has every figure.</desc>
        {TICKS.map(([ms, says], at) => (
          <g key={ms}>
            <line x1={percent(xOf(ms))} x2={percent(xOf(ms))} y1="0" y2={height - AXIS} className="stroke-line" />
            <text x={percent(xOf(ms))} y={height - 10} textAnchor={at === 0 ? 'start' : at === TICKS.length - 1 ? 'end' : 'middle'} className="fill-muted">
              {says}
            </text>
          </g>
        ))}
        {drawn.map(({ mode, here, evidence, dots }, lane) => (
          <DrawnLane key={mode} mode={mode} here={here} recorded={evidence !== null} top={lane * LANE}>
            {dots.map(({ who, ms }, at) => (
              // Clients above, a little apart where several are at one place; whoever else below them.
              <svg key={at} x={percent(xOf(ms))} y={lane * LANE + (who === 'client' ? 31 + ((at % 5) - 2) * 2 : 48)} overflow="visible" className={cn(KINDS[who].look, 'forced-colors:fill-[Canvas] forced-colors:stroke-[CanvasText]')}>
                {KINDS[who].shape}
              </svg>
            ))}
          </DrawnLane>
        ))}
      </svg>
      <figcaption className="mt-2 text-sm text-muted text-pretty">
        Up to a few seconds it is real time, over loopback. Longer waits are of the run’s own clock, which it moved forward. Five clients of
        each mode; a mark that is absent never noticed, or can read nothing.
      </figcaption>
      <FigureTable
        caption="Time until a revocation was noticed"
        columns={['Clients', 'Open stream', 'Offline verifier']}
        rows={drawn.map(({ mode, evidence, dots }) => ({
          mode,
          cells: evidence === null ? ['Not recorded', '', ''] : [clientsText(dots), textOf(dots, 'stream', 'Not closed'), textOf(dots, 'verifier', 'Can read nothing')],
        }))}
      />
    </figure>
  )
}

const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })
const timeText = ({ ms, clock }: Dot) => (clock === 'real' ? `${tenths.format(ms)} ms` : inWords(ms))

function textOf(dots: readonly Dot[], who: Dot['who'], otherwise: string): string {
  const found = dots.find((dot) => dot.who === who)
  return found ? timeText(found) : otherwise
}

function clientsText(dots: readonly Dot[]): string {
  const clients = dots.filter(({ who }) => who === 'client').sort((a, b) => a.ms - b.ms)
  const [first, last] = [clients[0], clients.at(-1)]
  if (!first || !last) return 'None was refused'
  const [from, to] = [timeText(first), timeText(last)]
  return `${String(clients.length)} clients: ${from === to ? from : `${from} to ${to}`}`
}
