import { cn } from '@/app/_ui/cn'
import { TextLink } from '@/app/_ui/text-link'
import { SETTINGS, type Column } from '@/lib/compare/column'
import { answersQuery, type Answers } from '@/lib/compare/questions'

/** With and without a revocation list. `path` is the page's own, `kept` what its address says besides. */
export function Settings({ path, current, kept = {} }: { readonly path: string; readonly current: Column['revocation']; readonly kept?: Answers }) {
  const others = answersQuery(kept)
  return (
    <nav aria-label="Revocation" className="mt-5 flex flex-wrap gap-2 text-sm">
      {SETTINGS.map((value) => (
        <TextLink
          key={value}
          href={`${path}?revocation=${value}${others === '' ? '' : `&${others}`}`}
          prefetch={false}
          scroll={false}
          aria-current={value === current ? 'page' : undefined}
          className={cn('inline-flex min-h-8 items-center rounded-md border px-3 font-mono no-underline!', value === current ? 'border-accent bg-accent-soft' : 'border-line')}
        >
          AUTH_REVOCATION={value}
        </TextLink>
      ))}
    </nav>
  )
}
