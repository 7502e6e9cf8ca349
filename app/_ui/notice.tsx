import { Info, TriangleAlert } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

/**
 * Says what happened and what to do. Silent for screen readers unless given `role="alert"` (an error that answers what
 * was just done) or `role="status"` (a result).
 */
export function Notice({
  tone = 'info',
  title,
  className,
  children,
  ...rest
}: Omit<ComponentProps<'div'>, 'title'> & { readonly tone?: 'info' | 'bad'; readonly title: ReactNode }) {
  const Icon = tone === 'bad' ? TriangleAlert : Info
  return (
    <div
      className={cn(
        'flex gap-3 rounded-lg border p-4 text-sm',
        tone === 'bad' ? 'border-bad bg-bad-soft' : 'border-line bg-accent-soft',
        className,
      )}
      {...rest}
    >
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', tone === 'bad' ? 'text-bad' : 'text-accent')} />
      <div className="min-w-0 space-y-1">
        <p className="font-semibold text-ink">{title}</p>
        {children ? <div className="space-y-1 text-ink">{children}</div> : null}
      </div>
    </div>
  )
}
