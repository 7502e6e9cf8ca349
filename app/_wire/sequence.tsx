import type { ReactNode } from 'react'
import { cn } from '@/app/_ui/cn'
import { PlaceMark } from '@/app/_ui/place-mark'
import type { Place } from '@/lib/auth/contract'

const PLACES = ['browser', 'server', 'store'] as const satisfies readonly Place[]

/** Where a place's line runs. */
const LINE: Readonly<Record<Place, string>> = {
  browser: 'left-1/6 border-browser-mark',
  server: 'left-1/2 border-server-mark',
  store: 'left-5/6 border-store-mark',
}

const INK: Readonly<Record<Place, string>> = { browser: 'text-browser', server: 'text-server', store: 'text-store' }

/** One thing that happened, or that can be looked at afterwards, and what to show beside it when it is chosen. */
export interface Beat {
  readonly id: string
  /** From where it went and where to; the same place twice for what happened there. Null for what is no step. */
  readonly way: readonly [from: Place, to: Place] | null
  /** Whether an answer came back the same way. */
  readonly returns?: boolean
  readonly title: ReactNode
  /** Bytes or µs, as measured. */
  readonly figure?: ReactNode
  readonly shows: ReactNode
}

/**
 * What happened, in order, between browser, server and store: an ordered list, each of its items a radio button with what it
 * shows beside it, so that it is the same without JavaScript, and keeps its place when the page is asked again.
 */
export function Sequence({
  label,
  name,
  chosen,
  beats,
}: {
  readonly label: string
  /** Of the radio buttons; one for each sequence of a page. */
  readonly name: string
  /** The id of the one that is chosen as it comes. */
  readonly chosen: string
  readonly beats: readonly Beat[]
}) {
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="sequence overflow-hidden rounded-lg border border-line bg-surface lg:grid lg:grid-cols-[25rem_minmax(0,1fr)] lg:grid-rows-[repeat(24,auto)_1fr]"
    >
      <div className="border-b border-line bg-sunken lg:col-start-1">
        <label className="play m-2 flex min-h-8 w-fit cursor-pointer items-center rounded-md border border-line bg-surface px-2.5 text-sm font-medium hover:bg-sunken has-checked:border-accent has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent">
          <input type="checkbox" className="sr-only" />
          Play
        </label>
        <p className="grid grid-cols-3 pb-2 text-center text-sm">
          {PLACES.map((place) => (
            <span key={place}>
              <PlaceMark place={place} />
            </span>
          ))}
        </p>
      </div>
      <ol className="contents">
        {beats.map((beat) => (
          <li key={beat.id} className="group/beat contents">
            <label
              className={cn(
                'group/row relative block cursor-pointer border-l-4 border-l-transparent text-sm has-checked:border-l-accent lg:col-start-1',
                'has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent',
                beat.way === null && 'border-t border-t-line px-3 py-2.5 hover:bg-sunken has-checked:bg-accent-soft',
              )}
            >
              <input type="radio" name={name} value={beat.id} defaultChecked={beat.id === chosen} className="sr-only" />
              {beat.way ? <Step {...beat} way={beat.way} /> : <Words {...beat} />}
            </label>
            <div className="hidden min-w-0 border-y border-line bg-canvas p-4 group-has-[>label>input:checked]/beat:block sm:p-6 lg:col-start-2 lg:row-span-full lg:border-y-0 lg:border-l">
              {beat.shows}
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}

function Step({ way: [from, to], returns = false, title, figure }: Beat & { readonly way: readonly [Place, Place] }) {
  const inPlace = from === to
  const nearBrowser = from === 'browser' || to === 'browser'
  const at = inPlace
    ? from === 'browser'
      ? 'col-start-2 col-end-6 pl-5 text-left'
      : 'col-start-4 col-end-7 pl-5 text-left'
    : nearBrowser
      ? 'col-start-1 col-end-5 text-center'
      : 'col-start-3 col-end-7 text-center'
  return (
    <span className={cn('grid grid-cols-6 pt-2', inPlace ? 'pb-2' : returns ? 'pb-8' : 'pb-5')}>
      {PLACES.map((place) => (
        <span key={place} aria-hidden className={cn('absolute inset-y-0 border-l opacity-60', LINE[place])} />
      ))}
      <span className={cn('relative', at)}>
        <span className="inline-block rounded bg-surface px-1.5 py-0.5 group-hover/row:bg-sunken group-has-checked/row:bg-accent-soft">
          <Words title={title} figure={figure} />
        </span>
      </span>
      {inPlace ? <Loop place={from} /> : <Arrow from={from} to={to} near={nearBrowser} returns={returns} />}
    </span>
  )
}

function Words({ title, figure }: Pick<Beat, 'title' | 'figure'>) {
  return (
    <>
      <span className="block font-medium wrap-anywhere group-has-checked/row:text-accent">{title}</span>
      {figure ? <span className="block text-xs text-muted tabular-nums">{figure}</span> : null}
    </>
  )
}

function Arrow({ from, to, near, returns }: { readonly from: Place; readonly to: Place; readonly near: boolean; readonly returns: boolean }) {
  const there = PLACES.indexOf(to) > PLACES.indexOf(from)
  const where = near ? 'left-1/6' : 'left-1/2'
  return (
    <span aria-hidden>
      <Line className={cn(where, INK[from], returns ? 'bottom-4.5' : 'bottom-1.5')} rightwards={there} />
      {returns ? <Line className={cn(where, INK[to], 'bottom-1.5')} rightwards={!there} back /> : null}
    </span>
  )
}

function Line({ className, rightwards, back = false }: { readonly className: string; readonly rightwards: boolean; readonly back?: boolean }) {
  return (
    <span className={cn('absolute h-2.5 w-1/3', back && 'back', rightwards ? 'rightwards' : 'leftwards', className)}>
      <span className={cn('absolute inset-x-0.5 top-1 border-t-2 border-current', back && 'border-dashed')} />
      <svg viewBox="0 0 10 10" className={cn('absolute top-0 size-2.5 fill-current', rightwards ? 'right-0' : 'left-0')}>
        <path d={rightwards ? 'M0 0 10 5 0 10z' : 'M10 0 0 5 10 10z'} />
      </svg>
    </span>
  )
}

/** Something that a place did by itself. */
function Loop({ place }: { readonly place: Place }) {
  return (
    <svg
      viewBox="0 0 20 24"
      aria-hidden
      className={cn('in-place absolute top-1/2 h-6 w-5 -translate-y-1/2 fill-none stroke-current stroke-2', LINE[place].split(' ')[0], INK[place])}
    >
      <path d="M0 4H10q5 0 5 5v5q0 5-5 5H6" />
      <path d="M9 15 5 19l4 4" />
    </svg>
  )
}
