import { Card } from '@/app/_ui/card'
import { cn } from '@/app/_ui/cn'
import type { Result, Run } from '@/lib/lab/experiment'
import { LetIn, OutcomeBadge, type Means } from './outcome'
import { StepList } from './steps'

const ms = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** One mode: as shipped, and beside it under each other setting. */
export function Outcomes({ result, means }: { readonly result: Result; readonly means: Means }) {
  const runs = [{ title: 'As this application ships', run: result as Run }, ...result.otherwise.map((run) => ({ title: run.setting.title, run: run }))]
  return (
    <Card className="wrap-anywhere max-sm:p-4!">
      <h3 className="font-mono text-lg font-semibold">{result.mode}</h3>
      <div className={cn('mt-3 grid gap-x-8 gap-y-6', runs.length > 1 && 'lg:grid-cols-2')}>
        {runs.map(({ title, run }) => (
          <div key={title} className="min-w-0 border-t border-line pt-3">
            <h4 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
              {title}
              <OutcomeBadge outcome={run.outcome} means={means} />
              <LetIn of={run} means={means} />
            </h4>
            <p className="mt-1 text-sm text-pretty">{run.because}</p>
            <details className="mt-2">
              <summary className="inline-flex min-h-8 cursor-pointer items-center text-sm text-accent underline decoration-accent/40 underline-offset-4">
                Evidence: {run.steps.length} {run.steps.length === 1 ? 'step' : 'steps'}, {ms.format(run.tookMs)} ms
                <span className="sr-only">
                  {' '}
                  ({result.mode}, {title})
                </span>
              </summary>
              <StepList steps={run.steps} />
            </details>
          </div>
        ))}
      </div>
    </Card>
  )
}
