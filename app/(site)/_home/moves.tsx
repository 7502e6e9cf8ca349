import { cn } from '@/app/_ui/cn'
import { PlaceMark } from '@/app/_ui/place-mark'
import type { Place } from '@/lib/auth/contract'
import type { Movement } from '@/lib/auth/modes/words'

export const PLACES = ['browser', 'server', 'store'] as const

/** The middles of three equal lanes, in percent. */
const middle: Readonly<Record<Place, number>> = { browser: 16.6, server: 50, store: 83.4 }

/** How long one thing travels, in s. */
const TRAVEL_S = 0.8

/** Everything that moves in a step, in order, over three lifelines. `played`: whether the reader asked for this step, so that it may move. */
export function Moves({ moves, played }: { readonly moves: readonly Movement[]; readonly played: boolean }) {
  return (
    <div className="mt-6">
      <ul aria-hidden className="grid grid-cols-3 justify-items-center text-sm">
        {PLACES.map((place) => (
          <li key={place}>
            <PlaceMark place={place} />
          </li>
        ))}
      </ul>
      <ol>
        {moves.map((move, at) => (
          <li key={at}>
            <Move move={move} begin={played ? at * TRAVEL_S : null} />
          </li>
        ))}
      </ol>
    </div>
  )
}

function Move({ move: { from, to, what, only }, begin }: { readonly move: Movement; readonly begin: number | null }) {
  const alone = from === to
  const [left, right] = alone ? [middle[from] - 16, middle[from] + 16] : [Math.min(middle[from], middle[to]), Math.max(middle[from], middle[to])]
  return (
    <div className="relative">
      <svg aria-hidden="true" width="100%" height="100%" className="absolute inset-0">
        {PLACES.map((place) => (
          <line key={place} x1={percent(middle[place])} x2={percent(middle[place])} y1="0" y2="100%" className="stroke-line-strong" strokeDasharray="1 5" />
        ))}
      </svg>
      <p className="relative grid grid-cols-6 pt-2 text-center text-xs sm:text-sm">
        <span className={cn('row-start-1 px-1 text-balance', COLUMNS[`${from} ${to}`])}>
          <span className="sr-only">
            {from} {alone ? 'alone' : `to ${to}`}:{' '}
          </span>
          <span className="bg-surface px-1">{what}</span>
          {only ? <span className="block text-muted">{only}</span> : null}
        </span>
      </p>
      <svg aria-hidden="true" width="100%" height="24" className={cn('relative overflow-visible', only ? 'text-muted' : 'text-ink')}>
        {alone ? (
          <svg x={percent(middle[from])} y="10" className="overflow-visible">
            <path d="M-8.7-5a10 10 0 1 1 0 10" className="fill-none stroke-current" strokeWidth="1.5" />
            <path d="M-10.7 1.5-2.4 6-11 11z" className="fill-current" />
          </svg>
        ) : (
          <>
            <line x1={percent(left)} x2={percent(right)} y1="10" y2="10" className="stroke-current" strokeWidth="1.5" strokeDasharray={only ? '5 4' : undefined} />
            <svg x={percent(middle[to])} y="10" className="overflow-visible">
              <path d={middle[to] < middle[from] ? 'M10-6 0 0l10 6z' : 'M-10-6 0 0l-10 6z'} className="fill-current" />
            </svg>
            <circle cx={percent(middle[from])} cy="10" r="4" className="fill-current" />
            {begin === null ? null : (
              <circle cx={percent(middle[from])} cy="10" r="6" className="fill-accent motion-reduce:hidden">
                <animate attributeName="cx" from={percent(middle[from])} to={percent(middle[to])} begin={`${String(begin)}s`} dur={`${String(TRAVEL_S)}s`} fill="freeze" />
                <animate attributeName="opacity" from="1" to="0" begin={`${String(begin + TRAVEL_S)}s`} dur="0.3s" fill="freeze" />
              </circle>
            )}
          </>
        )}
      </svg>
    </div>
  )
}

const percent = (value: number) => `${String(value)}%`

/** Where the words of a move stand: over the lanes that it crosses, in sixths of the width. */
const COLUMNS: Readonly<Record<string, string>> = {
  'browser browser': 'col-[1/3]',
  'server server': 'col-[3/5]',
  'store store': 'col-[5/7]',
  'browser server': 'col-[2/4]',
  'server browser': 'col-[2/4]',
  'server store': 'col-[4/6]',
  'store server': 'col-[4/6]',
  'browser store': 'col-[2/6]',
  'store browser': 'col-[2/6]',
}
