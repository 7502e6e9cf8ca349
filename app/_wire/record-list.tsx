import { cn } from '@/app/_ui/cn'
import type { SessionRecord } from '@/lib/auth/contract'
import { UtcTime } from './utc-time'

/** The facts of a row, of claims or of a seal, each exactly as it is kept there, with times also in words. */
export function RecordList({ record, columns = 2 }: { readonly record: SessionRecord; readonly columns?: 1 | 2 }) {
  return (
    <dl className={cn('grid gap-x-8 font-mono text-[0.8125rem] leading-5', columns === 2 && 'sm:grid-cols-2')}>
      {Object.entries(record).map(([name, value]) => (
        <div key={name} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4 border-t border-line py-1.5">
          <dt className="text-muted wrap-anywhere">{name}</dt>
          <dd className="wrap-anywhere">
            {value === null ? <span className="text-muted">null</span> : String(value)}
            <Moment name={name} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What JWT writes in seconds; RFC 7519 section 4.1. */
const IN_SECONDS: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf'])

/** Whole numbers between 2001 and 2096 in ms are moments: nothing else in a session is that large. */
function Moment({ name, value }: { readonly name: string; readonly value: SessionRecord[string] }) {
  if (typeof value !== 'number' || !Number.isInteger(value)) return null
  const seconds = IN_SECONDS.has(name)
  const ms = seconds ? value * 1000 : value
  if (ms < 1e12 || ms > 4e12) return null
  return (
    <span className="text-muted">
      {seconds ? ' s' : ' ms'}
      <span className="block font-sans">
        <UtcTime at={ms} />
      </span>
    </span>
  )
}
