import { Badge } from '@/app/_ui/badge'
import { Code } from '@/app/_ui/code'
import { RecordList } from '@/app/_wire/record-list'
import { Timeline } from '@/app/_wire/timeline'
import { credentialChange, rowsChange } from '@/lib/lab/differences'
import type { Evidence } from '@/lib/lab/evidence'
import { SHAPES } from '@/lib/xray/decode'
import { DiffList, RowsDiff } from './diff'
import { Answer, Exhibit, Pre, Request } from './exchange'

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** One thing that a run left behind; `before` is the same thing as it was looked at earlier in the run. */
export function EvidenceView({ evidence, before = null }: { readonly evidence: Evidence; readonly before?: Evidence | null }) {
  switch (evidence.kind) {
    case 'request':
      return <Request of={evidence} />
    case 'response':
      return <Answer of={evidence} />
    case 'credential':
      return (
        <Exhibit title={evidence.what} aside={<Badge tone="browser">{SHAPES[evidence.form].title}</Badge>}>
          <p className="text-sm">
            <Code>{evidence.shown}</Code>, {number.format(evidence.bytes)} bytes
          </p>
          {before?.kind === 'credential' ? <DiffList title="What is different" differences={credentialChange(before, evidence)} /> : null}
          {evidence.says === null ? null : <Pre>{JSON.stringify(evidence.says, null, 2)}</Pre>}
        </Exhibit>
      )
    case 'rows':
      return (
        <Exhibit title={evidence.what} aside={<Badge tone="store">{evidence.rows.length === 1 ? '1 row' : `${String(evidence.rows.length)} rows`}</Badge>}>
          {before?.kind === 'rows' ? <RowsDiff change={rowsChange(before, evidence)} /> : null}
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
