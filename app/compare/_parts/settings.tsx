import { cn } from '@/app/_ui/cn'
import { TextLink } from '@/app/_ui/text-link'
import { SETTINGS, type Column } from '@/lib/compare/column'

/** With and without a revocation list. */
export function Settings({ current }: { readonly current: Column['revocation'] }) {
  return (
    <nav aria-label="Revocation" className="mt-8 flex flex-wrap gap-2 text-sm">
      {SETTINGS.map((value) => (
        <TextLink
          key={value}
          href={`/compare?revocation=${value}`}
          prefetch={false}
          aria-current={value === current ? 'page' : undefined}
          className={cn('inline-flex min-h-8 items-center rounded-md border px-3 font-mono no-underline!', value === current ? 'border-accent bg-accent-soft' : 'border-line')}
        >
          AUTH_REVOCATION={value}
        </TextLink>
      ))}
    </nav>
  )
}
