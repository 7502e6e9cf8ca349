import { useId } from 'react'
import { cn } from '@/app/_ui/cn'
import type { CheckCost } from '@/lib/xray/cost'
import { Bar } from './bar'
import { microsText, shareText } from './quantity'

/** Round trips to a store, in ms; `shows` is written out, for it to be found by whoever makes the styles. */
const TRIPS = [
  { ms: 0, says: '0', shows: 'group-has-[[value="0"]:checked]/cost:block' },
  { ms: 0.2, says: '0.2', shows: 'group-has-[[value="0.2"]:checked]/cost:block' },
  { ms: 1, says: '1', shows: 'group-has-[[value="1"]:checked]/cost:block' },
  { ms: 5, says: '5', shows: 'group-has-[[value="5"]:checked]/cost:block' },
  { ms: 20, says: '20', shows: 'group-has-[[value="20"]:checked]/cost:block' },
] as const

/** What one check takes here, as measured, and what it would take with the store further away, as calculated. */
export function CheckCostView({ check: { p50, n, reads } }: { readonly check: CheckCost }) {
  const name = useId()
  return (
    <div className="group/cost space-y-5">
      <p className="max-w-prose">
        <span className="text-2xl font-semibold tabular-nums">{microsText(p50)}</span>{' '}
        <span className="text-muted">
          median of {n} checks of this very credential, one after the other; {timesText(reads)}.
        </span>
      </p>
      <fieldset>
        <legend className="text-sm font-medium">Round trip to your store, in ms</legend>
        <div className="mt-2 flex w-fit max-w-full rounded-md border border-line-strong bg-surface">
          {TRIPS.map(({ says }, index) => (
            <label
              key={says}
              className={cn(
                'min-w-12 cursor-pointer border-l border-line px-3 py-2 text-center text-sm tabular-nums first:rounded-l-md first:border-l-0 last:rounded-r-md hover:bg-sunken',
                'has-checked:bg-accent-soft has-checked:font-semibold has-checked:text-accent',
                'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              )}
            >
              <input type="radio" name={name} value={says} defaultChecked={index === 0} className="sr-only" />
              {says}
            </label>
          ))}
        </div>
      </fieldset>
      {TRIPS.map(({ ms, says, shows }) => (
        <Trip key={says} measured={p50} calculated={reads * ms * 1000} className={cn('hidden', shows)} />
      ))}
      <p className="max-w-prose text-sm text-muted">
        {reads === 0
          ? 'This check asks no store, so it takes the same wherever the store is. The price is that it cannot notice a change there.'
          : 'A store in the same process answers in microseconds. Over a network every question waits for one round trip, and most of a check is that wait.'}
      </p>
    </div>
  )
}

function Trip({ measured, calculated, className }: { readonly measured: number; readonly calculated: number; readonly className: string }) {
  const total = measured + calculated
  return (
    <dl className={cn('space-y-2 text-sm', className)}>
      <Row says="Measured here" micros={measured} total={total} from={0} fill="fill-server-mark" />
      <Row says="Waiting for the store (calculated)" micros={calculated} total={total} from={measured} fill="fill-store-mark" />
      <div className="flex justify-between gap-4 border-t border-line-strong pt-2">
        <dt className="font-medium">One check{calculated > 0 ? ' (calculated)' : ''}</dt>
        <dd className="font-medium tabular-nums">{microsText(total)}</dd>
      </div>
    </dl>
  )
}

function Row({ says, micros, total, from, fill }: { readonly says: string; readonly micros: number; readonly total: number; readonly from: number; readonly fill: string }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4 gap-y-1">
      <dt>{says}</dt>
      <dd className="tabular-nums">
        {microsText(micros)} <span className="text-muted">({shareText(micros, total)})</span>
      </dd>
      {micros > 0 ? (
        <dd className="basis-full">
          <Bar from={(from / total) * 100} to={((from + micros) / total) * 100} className={fill} />
        </dd>
      ) : null}
    </div>
  )
}

function timesText(reads: number): string {
  if (reads === 0) return 'none of them asked the store'
  return `each asked the store ${reads === 1 ? 'once' : `${String(reads)} times`}`
}
