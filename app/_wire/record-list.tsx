import type { SessionRecord } from '@/lib/auth/contract'
import { UtcTime } from './utc-time'

/** The facts of a row, of claims or of a seal, each exactly as it is kept there, with times also in words. */
export function RecordList({ record }: { readonly record: SessionRecord }) {
  return (
    <dl className="divide-y divide-line text-sm">
      {Object.entries(record).map(([name, value]) => (
        <div key={name} className="flex flex-wrap justify-between gap-x-4 py-1.5">
          <dt className="font-mono text-[0.8125rem] text-muted">{name}</dt>
          <dd className="min-w-0 font-mono text-[0.8125rem] wrap-anywhere">
            {value === null ? <span className="text-muted">null</span> : String(value)}
            <Moment value={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Whole numbers between 2001 and 2096 in ms are moments: nothing else in a session is that large. */
function Moment({ value }: { readonly value: SessionRecord[string] }) {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1e12 || value > 4e12) return null
  return (
    <span className="block text-muted">
      ms, <UtcTime at={value} />
    </span>
  )
}
