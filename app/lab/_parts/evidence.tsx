import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Code } from '@/app/_ui/code'
import { RecordList } from '@/app/_wire/record-list'
import { Timeline } from '@/app/_wire/timeline'
import type { Evidence, Header } from '@/lib/lab/evidence'
import { SHAPES } from '@/lib/xray/decode'

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** One thing that a run left behind, as it was exchanged, read or measured. */
export function EvidenceView({ evidence }: { readonly evidence: Evidence }) {
  switch (evidence.kind) {
    case 'request':
      return (
        <Exhibit title={`${evidence.who} sends`}>
          <Wire line={`${evidence.method} ${evidence.url}`} headers={evidence.headers} body={evidence.body} />
        </Exhibit>
      )
    case 'response':
      return (
        <Exhibit title={`The server answers ${evidence.who}`} aside={evidence.reason ? <Badge tone="bad">{evidence.reason}</Badge> : null}>
          <Wire line={String(evidence.status)} headers={evidence.headers} body={evidence.body} />
        </Exhibit>
      )
    case 'credential':
      return (
        <Exhibit title={evidence.what} aside={<Badge tone="browser">{SHAPES[evidence.form].title}</Badge>}>
          <p className="text-sm">
            <Code>{evidence.shown}</Code>, {number.format(evidence.bytes)} bytes
          </p>
          {evidence.says === null ? null : <Pre>{JSON.stringify(evidence.says, null, 2)}</Pre>}
        </Exhibit>
      )
    case 'rows':
      return (
        <Exhibit title={evidence.what} aside={<Badge tone="store">{evidence.rows.length === 1 ? '1 row' : `${String(evidence.rows.length)} rows`}</Badge>}>
          {evidence.rows.map((row, at) => (
            <RecordList key={at} record={row} />
          ))}
        </Exhibit>
      )
    case 'trace':
      return (
        <Exhibit title={evidence.what}>
          <Timeline steps={evidence.steps} inPage={false} />
        </Exhibit>
      )
    case 'measure':
      return (
        <Exhibit title={evidence.what}>
          <p className="text-sm tabular-nums">
            {number.format(evidence.value)} {evidence.unit}
            {evidence.n === undefined ? null : ` (n = ${number.format(evidence.n)})`}
            {evidence.p50 === undefined ? null : `, p50 ${number.format(evidence.p50)}`}
            {evidence.p95 === undefined ? null : `, p95 ${number.format(evidence.p95)}`}
          </p>
        </Exhibit>
      )
    case 'note':
      return <p className="text-sm text-muted text-pretty">{evidence.text}</p>
  }
}

function Exhibit({ title, aside, children }: { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }) {
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

function Wire({ line, headers, body }: { readonly line: string; readonly headers: readonly Header[]; readonly body: string | null }) {
  const lines = [line, ...headers.map(([name, value]) => `${name}: ${value}`), ...(body ? ['', body] : [])]
  return <Pre>{lines.join('\n')}</Pre>
}

function Pre({ children }: { readonly children: string }) {
  return (
    <pre className="overflow-hidden rounded-md border border-line bg-sunken p-3 font-mono text-[0.8125rem] leading-5 whitespace-pre-wrap wrap-anywhere">
      {children}
    </pre>
  )
}
