import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import type { Evidence, Header } from '@/lib/lab/evidence'
import { matters } from '@/lib/lab/headers'

export type Sent = Extract<Evidence, { kind: 'request' }>
export type Answered = Extract<Evidence, { kind: 'response' }>

/** A request, and what it was answered; `folded` leaves the reader to guess the answer first. */
export function Exchange({ sent, answered, folded = false }: { readonly sent: Sent; readonly answered: Answered | null; readonly folded?: boolean }) {
  return (
    <div className="@container">
      <div className="grid gap-3 @2xl:grid-cols-2">
        <Request of={sent} />
        {answered === null ? null : folded ? (
          <details className="min-w-0">
            <summary className="min-h-6 cursor-pointer text-sm text-accent underline decoration-accent/40 underline-offset-4">
              The answer, as recorded
              <span className="sr-only"> to {sent.who}</span>
            </summary>
            <div className="mt-1.5">
              <Answer of={answered} />
            </div>
          </details>
        ) : (
          <Answer of={answered} />
        )}
      </div>
    </div>
  )
}

export function Request({ of: { who, method, url, headers, body } }: { readonly of: Sent }) {
  return (
    <Exhibit title={`${who} sends`}>
      <Wire line={`${method} ${url}`} headers={headers} body={body} />
    </Exhibit>
  )
}

export function Answer({ of: { who, status, headers, body, reason } }: { readonly of: Answered }) {
  return (
    <Exhibit title={`The server answers ${who}`} aside={reason ? <Badge tone="bad">{reason}</Badge> : null}>
      <Wire line={String(status)} headers={headers} body={body} />
    </Exhibit>
  )
}

export function Exhibit({ title, aside, children }: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-baseline justify-between gap-2 text-sm font-medium">
        {title}
        {aside}
      </p>
      <div className="mt-1.5">{children}</div>
    </div>
  )
}

/** The lines that decide who is let in; the other headers are a press away. */
function Wire({ line, headers, body }: { readonly line: string; readonly headers: readonly Header[]; readonly body: string | null }) {
  const text = ([name, value]: Header) => `${name}: ${value}`
  const others = headers.filter(([name]) => !matters(name))
  return (
    <>
      <Pre>{[line, ...headers.filter(([name]) => matters(name)).map(text), ...(body ? ['', body] : [])].join('\n')}</Pre>
      {others.length > 0 ? (
        <details className="mt-1">
          <summary className="min-h-6 cursor-pointer text-sm text-muted">
            {others.length} more {others.length === 1 ? 'header' : 'headers'}
          </summary>
          <Pre>{others.map(text).join('\n')}</Pre>
        </details>
      ) : null}
    </>
  )
}

export function Pre({ children }: { readonly children: string }) {
  return (
    <pre className="overflow-hidden rounded-md border border-line bg-sunken p-3 font-mono text-[0.8125rem] leading-5 whitespace-pre-wrap wrap-anywhere">
      {children}
    </pre>
  )
}
