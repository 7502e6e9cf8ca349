'use client'

import { useEffect, useState } from 'react'
import { inWords } from '@/lib/duration'
import type { Moment } from '@/lib/xray/life'

/** How much of its time a credential has left when a warning is due. */
const WARN_AT = 0.1

/** How long until the nearest end, second by second. Spoken once, when a tenth of its time is left. `from` in ms since epoch. */
export function Countdown({ from, to: { at, what }, renewable }: { readonly from: number; readonly to: Pick<Moment, 'at' | 'what'>; readonly renewable: boolean }) {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const tick = () => {
      setLeft(Math.max(0, at - Date.now()))
    }
    tick()
    const timer = setInterval(tick, 1000)
    return () => {
      clearInterval(timer)
    }
  }, [at])
  if (left === null) return null
  const late = left <= (at - from) * WARN_AT
  return (
    <p className={late ? 'text-sm font-medium text-bad' : 'text-sm'}>
      <span aria-hidden>
        {what}: <span className="font-mono tabular-nums">{left === 0 ? 'now' : `in ${clock(left)}`}</span>
      </span>
      <span role="status" className="sr-only">
        {late ? `${what} in less than ${inWords((at - from) * WARN_AT)}${renewable ? ', unless the session is renewed' : ''}.` : ''}
      </span>
      {late && renewable ? ', unless it is renewed' : null}
    </p>
  )
}

/** "4:59", "23:59:59", "29 d 23:59:59". Takes ms. */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  const rest = `${two(minutes)}:${two(seconds % 60)}`
  return days > 0 ? `${String(days)} d ${two(hours)}:${rest}` : hours > 0 ? `${String(hours)}:${rest}` : `${String(minutes)}:${two(seconds % 60)}`
}
