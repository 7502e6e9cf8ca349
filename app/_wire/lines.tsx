import type { ReactNode } from 'react'

/** A line of HTTP as it was written, and beside it what it means. Stands in a `dl`. */
export function Line({
  raw,
  lit = false,
  children,
}: {
  readonly raw: ReactNode
  /** Whether it matters for who the request is judged to come from, or for what becomes of its answer. */
  readonly lit?: boolean
  readonly children: ReactNode
}) {
  return (
    <div className="grid border-t border-line first:border-t-0 xl:grid-cols-2">
      <dt
        className={`border-l-4 px-4 pt-2.5 font-mono text-[0.8125rem] leading-6 wrap-anywhere xl:pb-2.5 ${
          lit ? 'border-l-accent' : 'border-l-transparent text-muted'
        }`}
      >
        {raw}
      </dt>
      <dd
        className={`border-l-4 px-4 pt-1 pb-2.5 text-sm leading-6 xl:border-l xl:pt-2.5 ${
          lit ? 'border-l-accent xl:border-l-line' : 'border-l-transparent xl:border-l-line'
        }`}
      >
        {children}
      </dd>
    </div>
  )
}

/** A header line; `mark` is the stretch of its value that is the credential. */
export function Header({
  name,
  value,
  mark,
}: {
  readonly name: string
  readonly value: string
  readonly mark?: string | undefined
}) {
  const at = mark ? value.indexOf(mark) : -1
  return (
    <>
      <span className="text-muted">{name}: </span>
      {mark && at >= 0 ? (
        <>
          {value.slice(0, at)}
          <mark className="rounded-sm bg-accent-soft px-0.5 font-medium text-accent">{mark}</mark>
          {value.slice(at + mark.length)}
        </>
      ) : (
        value
      )}
    </>
  )
}

/** Lines that mean nothing for who asks, folded. */
export function MoreLines({ says, lines }: { readonly says: string; readonly lines: readonly (readonly [name: string, value: ReactNode])[] }) {
  if (lines.length === 0) return null
  return (
    <details className="border-t border-line">
      <summary className="cursor-pointer px-4 py-2.5 text-sm text-muted hover:text-ink">
        {lines.length} more header {lines.length === 1 ? 'line' : 'lines'}, {says}
      </summary>
      <ul className="space-y-1 bg-sunken px-4 py-3">
        {lines.map(([name, value], index) => (
          <li key={index} className="font-mono text-[0.8125rem] leading-6 wrap-anywhere text-muted">
            {name}: {value}
          </li>
        ))}
      </ul>
    </details>
  )
}
