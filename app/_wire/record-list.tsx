import type { SessionRecord } from '@/lib/auth/contract'
import { UtcTime } from './utc-time'

/** The facts of a row, of claims or of a seal, each exactly as it is kept there, with times also in words. */
export function RecordList({ record }: { readonly record: SessionRecord }) {
  return (
    <dl className="grid gap-x-8 font-mono text-[0.8125rem] leading-5 sm:grid-cols-2">
      {Object.entries(record).map(([name, value]) => (
        <div key={name} className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4 border-t border-line py-1.5">
          <dt className="text-muted wrap-anywhere">{name}</dt>
          <dd className="wrap-anywhere">
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
    <span className="text-muted">
      {' '}
      ms
      <span className="block font-sans">
        <UtcTime at={value} />
      </span>
    </span>
  )
}
