import type { Place } from '@/lib/auth/contract'
import { cn } from '@/app/_ui/cn'

// The middles of three equal lanes, from left to right.
const middle: Readonly<Record<Place, string>> = { browser: '16.6%', server: '50%', store: '83.4%' }
const order = Object.keys(middle)

/** What moves in a beat, over the three lanes. Decoration: the words beside it say the same. */
export function Arrow({
  from,
  to,
  className,
}: {
  readonly from: Place
  readonly to: Place
  readonly className?: string
}) {
  const start = middle[from]
  const end = middle[to]
  const backwards = order.indexOf(to) < order.indexOf(from)
  return (
    <svg aria-hidden="true" width="100%" height="36" className={cn('overflow-visible text-ink', className)}>
      {Object.entries(middle).map(([place, x]) => (
        <line key={place} x1={x} x2={x} y1="0" y2="36" className="stroke-line-strong" strokeDasharray="1 5" />
      ))}
      {from === to ? (
        <svg x={start} y="18" className="overflow-visible">
          <path d="M-8.7-5a10 10 0 1 1 0 10" className="fill-none stroke-current" strokeWidth="1.5" />
          <path d="M-10.7 1.5-2.4 6-11 11z" className="fill-current" />
        </svg>
      ) : (
        <>
          <line x1={start} x2={end} y1="18" y2="18" className="stroke-current" strokeWidth="1.5" />
          <svg x={start} y="18" className="overflow-visible">
            <circle r="4" className="fill-current" />
          </svg>
          <svg x={end} y="18" className="overflow-visible">
            <path d={backwards ? 'M10-6 0 0l10 6z' : 'M-10-6 0 0l-10 6z'} className="fill-current" />
          </svg>
        </>
      )}
    </svg>
  )
}
