import { PlaceMark } from '@/app/_ui/place-mark'
import type { StateEntry } from '@/lib/auth/contract'
import type { TraceStep } from '@/lib/xray/trace'
import { Bar } from './bar'
import { microsText, shareText } from './quantity'
import { RecordList } from './record-list'

export const PLACE_OF = { client: 'browser', server: 'server', store: 'store' } as const
const FILL = { client: 'fill-browser-mark', server: 'fill-server-mark', store: 'fill-store-mark' } as const

/** One step of a check: where, what, how long of the whole, and what that place holds of the session. */
export function StepView({
  steps,
  index,
  inPage,
  holds,
}: {
  readonly steps: readonly TraceStep[]
  readonly index: number
  /** Whether the check was part of rendering a page. */
  readonly inPage: boolean
  readonly holds: readonly StateEntry[]
}) {
  const step = steps[index]
  if (!step) return null
  const sum = (some: readonly TraceStep[]) => some.reduce((micros, one) => micros + one.micros, 0)
  const total = sum(steps)
  const before = sum(steps.slice(0, index))
  const percent = (micros: number) => (total > 0 ? (micros / total) * 100 : 0)
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <PlaceMark place={PLACE_OF[step.at]} />
        <h3 className="font-semibold">{step.label}</h3>
        <p className="text-sm text-muted tabular-nums">
          step {index + 1} of {steps.length}
        </p>
      </div>
      {step.detail ? <p className="wrap-anywhere">{step.detail}</p> : null}
      <div>
        <p className="mb-1.5 text-sm tabular-nums">
          {microsText(step.micros)} elapsed, {shareText(step.micros, total)} of the {microsText(total)} of the whole check
        </p>
        <Bar from={percent(before)} to={percent(before + step.micros)} className={FILL[step.at]} />
      </div>
      {holds.map(({ what, content }) => (
        <div key={what} className="space-y-2">
          <p className="text-sm font-medium">{`It holds: ${what}`}</p>
          {Object.keys(content).length > 0 ? <RecordList record={content} /> : null}
        </div>
      ))}
      <p className="max-w-prose text-sm text-muted">
        {inPage
          ? 'While a step waits, this process carries on rendering the page, and that time counts too. What a check takes by itself is measured apart.'
          : 'Of a request that does nothing but this check.'}
      </p>
    </div>
  )
}
