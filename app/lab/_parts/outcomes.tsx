import { Card } from '@/app/_ui/card'
import type { Result, Run } from '@/lib/lab/experiment'
import { EvidenceView } from './evidence'
import { LetIn, OutcomeBadge, type Means } from './outcome'

const ms = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** One mode: as shipped, then under each other setting. */
export function Outcomes({ result, means }: { readonly result: Result; readonly means: Means }) {
  return (
    <Card className="wrap-anywhere">
      <h3 className="flex flex-wrap items-center gap-3 text-lg font-semibold">
        <span className="font-mono">{result.mode}</span>
        <OutcomeBadge outcome={result.outcome} means={means} />
        <LetIn of={result} means={means} />
      </h3>
      <p className="mt-2 text-pretty">{result.because}</p>
      <Steps run={result} title="As this application ships" />
      {result.otherwise.map((run) => (
        <div key={run.setting.id} className="mt-4 border-t border-line pt-4">
          <h4 className="flex flex-wrap items-center gap-3 font-medium">
            {run.setting.title}
            <OutcomeBadge outcome={run.outcome} means={means} />
            <LetIn of={run} means={means} />
          </h4>
          <p className="mt-1 text-sm text-muted text-pretty">{run.because}</p>
          <Steps run={run} title={run.setting.title} />
        </div>
      ))}
    </Card>
  )
}

function Steps({ run, title }: { readonly run: Run; readonly title: string }) {
  return (
    <details className="mt-3">
      <summary className="inline-flex min-h-8 cursor-pointer items-center text-sm text-accent underline decoration-accent/40 underline-offset-4">
        Evidence: {run.steps.length} {run.steps.length === 1 ? 'step' : 'steps'}, {ms.format(run.tookMs)} ms
        <span className="sr-only"> ({title})</span>
      </summary>
      <ol className="mt-4 space-y-6 border-l border-line pl-5">
        {run.steps.map((step, at) => (
          <li key={at}>
            <p className="font-medium">
              {at + 1}. {step.says}
            </p>
            <div className="mt-3 space-y-4">
              {step.evidence.map((evidence, index) => (
                <EvidenceView key={index} evidence={evidence} />
              ))}
            </div>
          </li>
        ))}
      </ol>
    </details>
  )
}
