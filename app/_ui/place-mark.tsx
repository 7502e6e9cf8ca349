import { cn } from './cn'

type Place = 'browser' | 'server' | 'store'

const ink = { browser: 'text-browser', server: 'text-server', store: 'text-store' } as const
// The outline in the readable shade: bright orange alone is too faint on white.
const paint = {
  browser: 'fill-browser-mark stroke-browser',
  server: 'fill-server-mark stroke-server',
  store: 'fill-store-mark stroke-store',
} as const

const shapes = {
  browser: <circle cx="8" cy="8" r="6" />,
  server: <rect x="2.5" y="2.5" width="11" height="11" rx="1" />,
  store: <path d="M2.5 4.2C2.5 2.7 5 1.8 8 1.8s5.5.9 5.5 2.4v7.6c0 1.5-2.5 2.4-5.5 2.4s-5.5-.9-5.5-2.4z" />,
} as const

/**
 * One of the three places: round orange browser, square blue server, green cylinder store. With `word={false}` the
 * word is only spoken, for where it already stands beside the mark.
 */
export function PlaceMark({
  place,
  word = true,
  className,
}: {
  readonly place: Place
  readonly word?: boolean
  readonly className?: string
}) {
  return (
    <span className={cn('inline-flex items-center gap-1.5 font-medium whitespace-nowrap', ink[place], className)}>
      <svg
        viewBox="0 0 16 16"
        width="14"
        height="14"
        aria-hidden="true"
        strokeWidth="1"
        className={cn('shrink-0', paint[place])}
      >
        {shapes[place]}
        {place === 'store' ? <path d="M2.5 4.2c0 1.5 2.5 2.4 5.5 2.4s5.5-.9 5.5-2.4" className="fill-none" /> : null}
      </svg>
      {word ? place : <span className="sr-only">{place}</span>}
    </span>
  )
}
