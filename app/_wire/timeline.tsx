import { PlaceMark } from '@/app/_ui/place-mark'
import type { TraceStep } from '@/lib/xray/trace'
import { Bar } from './bar'
import { microsText, shareText } from './quantity'

const places = {
  client: { place: 'browser', fill: 'fill-browser-mark' },
  server: { place: 'server', fill: 'fill-server-mark' },
  store: { place: 'store', fill: 'fill-store-mark' },
} as const

/** What the check did, in order, each step with its place and the time it took. */
export function Timeline({
  steps,
  inPage,
}: {
  readonly steps: readonly TraceStep[]
  /** Whether the check was part of rendering a page. */
  readonly inPage: boolean
}) {
  if (steps.length === 0) return <p className="text-sm text-muted">No step was recorded: there was nothing to check.</p>
  const total = steps.reduce((sum, step) => sum + step.micros, 0)
  const inStore = steps.reduce((sum, step) => (step.at === 'store' ? sum + step.micros : sum), 0)
  const reads = steps.filter((step) => step.at === 'store').length
  const percent = (micros: number) => (total > 0 ? (micros / total) * 100 : 0)
  return (
    <div>
      <ol className="divide-y divide-line">
        {steps.map((step, index) => {
          const before = steps.slice(0, index).reduce((sum, earlier) => sum + earlier.micros, 0)
          const { place, fill } = places[step.at]
          return (
            <li key={index} className="py-3 first:pt-0">
              <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
                <PlaceMark place={place} className="w-20" />
                <p className="min-w-0 flex-1 basis-48">
                  <span className="font-medium">{step.label}</span>
                  {step.detail ? <span className="block text-muted wrap-anywhere">{step.detail}</span> : null}
                </p>
                <p className="ml-auto font-mono whitespace-nowrap tabular-nums">{microsText(step.micros)}</p>
              </div>
              <div className="mt-2">
                <Bar from={percent(before)} to={percent(before + step.micros)} className={fill} />
              </div>
            </li>
          )
        })}
      </ol>
      <p className="mt-1 flex flex-wrap justify-between gap-x-4 border-t border-line-strong pt-3 text-sm">
        <span>
          <span className="font-medium">The whole check</span>{' '}
          <span className="text-muted">
            {reads === 0
              ? 'The store was not asked.'
              : `Of that, ${microsText(inStore)} (${shareText(inStore, total)}) in the store.`}
          </span>
        </span>
        <span className="ml-auto font-mono font-medium tabular-nums">{microsText(total)}</span>
      </p>
      {inPage ? (
        <p className="mt-3 max-w-2xl text-sm text-muted">
          Elapsed time. While a step waits, for example for decryption on another thread, this process carries on
          rendering the page, and that time counts too. <code className="font-mono">GET /api/xray</code> shows a check
          with nothing else going on.
        </p>
      ) : (
        <p className="mt-3 max-w-2xl text-sm text-muted">Elapsed time, of a request that does nothing but this check.</p>
      )}
    </div>
  )
}
