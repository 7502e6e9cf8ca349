import type { ComponentProps } from 'react'
import { cn } from './cn'

const tones = {
  neutral: 'border-line bg-sunken text-ink',
  accent: 'border-transparent bg-accent-soft text-accent',
  browser: 'border-transparent bg-browser-soft text-browser',
  server: 'border-transparent bg-server-soft text-server',
  store: 'border-transparent bg-store-soft text-store',
  bad: 'border-transparent bg-bad-soft text-bad',
} as const

/** A short word or two about the thing beside it. For one of the three places, put a PlaceMark inside. */
export function Badge({
  tone = 'neutral',
  className,
  ...rest
}: ComponentProps<'span'> & { readonly tone?: keyof typeof tones }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1.5 rounded border px-1.5 py-0.5 text-xs leading-5 font-medium',
        tones[tone],
        className,
      )}
      {...rest}
    />
  )
}
