import { costOf, type Cost } from '@/lib/lab/figures'
import { FigureTable } from './figure-table'
import { DrawnLane, type Lane } from './lane'

const whole = new Intl.NumberFormat('en')
/** Heights, in px. */
const LANE = 72
const BAR = 14

const percent = (value: number) => `${value.toFixed(2)}%`

/** What 1,000 requests cost in each mode: bytes above, and below them what was asked of the store, reads and writes end to end. */
export function CostPlot({ lanes }: { readonly lanes: readonly Lane[] }) {
  const drawn = lanes.map((lane) => ({ ...lane, cost: costOf(lane.evidence ?? []) }))
  const costs = drawn.flatMap(({ cost }) => cost ?? [])
  const mostBytes = Math.max(1, ...costs.map(({ bytes }) => bytes))
  const mostCalls = Math.max(1, ...costs.map(calls))
  return (
    <figure className="mt-4">
      <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        <Key look="fill-browser-mark">bytes of credential</Key>
        <Key look="fill-store-mark">store reads</Key>
        <Key look="fill-server-mark">reads of a signing key</Key>
        <Key look="stroke-ink" fill="url(#writes)">store writes</Key>
      </ul>
      <svg role="img" aria-labelledby="cost-title cost-desc" width="100%" height={drawn.length * LANE} className="rounded-lg border border-line bg-surface text-xs">
        <title id="cost-title">Bytes, reads and writes of 1,000 requests, by mode</title>
        <desc id="cost-desc">Bars on one scale for bytes and one for calls of the store. The table below has every figure.</desc>
        <defs>
          <pattern id="writes" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" className="fill-surface" />
            <rect width="3" height="6" className="fill-ink" />
          </pattern>
        </defs>
        {drawn.map(({ mode, here, cost }, lane) => (
          <DrawnLane key={mode} mode={mode} here={here} recorded={cost !== null} top={lane * LANE}>
            {cost === null ? null : (
              <>
                <rect x="2%" y={lane * LANE + 26} height={BAR} width={percent((96 * cost.bytes) / mostBytes)} className="fill-browser-mark" />
                <Stack cost={cost} most={mostCalls} y={lane * LANE + 26 + BAR + 4} />
              </>
            )}
          </DrawnLane>
        ))}
      </svg>
      <figcaption className="mt-2 text-sm text-muted text-pretty">
        Bytes on one scale, calls of the store on another: {whole.format(mostBytes)} bytes and {whole.format(mostCalls)} calls reach the right edge. The requests
        are {whole.format(3500)} ms apart, on the run’s own clock.
      </figcaption>
      <FigureTable
        caption="What 1,000 requests cost"
        columns={['Bytes', 'Reads', 'Key reads', 'Writes']}
        rows={drawn.map(({ mode, cost }) => ({
          mode,
          cells: cost === null ? ['Not recorded', '', '', ''] : [cost.bytes, cost.reads, cost.keyReads, cost.writes].map((value) => whole.format(value)),
        }))}
      />
    </figure>
  )
}

const calls = ({ reads, keyReads, writes }: Cost) => reads + keyReads + writes

/** Reads, reads of a key and writes, end to end. */
function Stack({ cost: { reads, keyReads, writes }, most, y }: { readonly cost: Cost; readonly most: number; readonly y: number }) {
  const parts = [
    [reads, 'fill-store-mark', undefined],
    [keyReads, 'fill-server-mark', undefined],
    [writes, 'stroke-ink', 'url(#writes)'],
  ] as const
  return parts.map(([count, look, fill], at) => {
    const before = parts.slice(0, at).reduce((sum, [earlier]) => sum + earlier, 0)
    return count === 0 ? null : <rect key={look} x={percent(2 + (96 * before) / most)} y={y} height={BAR} width={percent((96 * count) / most)} className={look} fill={fill} />
  })
}

function Key({ look, fill, children }: { readonly look: string; readonly fill?: string; readonly children: string }) {
  return (
    <li className="inline-flex items-center gap-2">
      <svg width="14" height="14" aria-hidden="true">
        <rect width="14" height="14" className={look} fill={fill} />
      </svg>
      {children}
    </li>
  )
}
