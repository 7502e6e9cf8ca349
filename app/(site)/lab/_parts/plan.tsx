import type { RecordedRun } from '@/lib/lab/recorded-runs'
import { StepList } from './steps'

/** What a run will send in each mode that was not run yet, step by step, from the run that was recorded. */
export function Plan({ runs }: { readonly runs: readonly RecordedRun[] }) {
  if (runs.length === 0) return null
  return (
    <section aria-labelledby="plan" className="mt-12">
      <h2 id="plan" className="text-2xl font-semibold tracking-tight">
        What will be sent, step by step
      </h2>
      <p className="mt-2 max-w-3xl text-muted text-pretty">
        These requests were recorded. A run sends them again, with credentials of its own. Guess each answer before you open it.
      </p>
      <div className="mt-4 divide-y divide-line border-y border-line">
        {runs.map(({ mode, steps }) => (
          <details key={mode} name="plan" className="py-1 wrap-anywhere open:pb-5">
            <summary className="min-h-8 cursor-pointer py-1.5">
              <span className="font-mono text-sm font-medium">{mode}</span>{' '}
              <span className="text-sm text-muted">
                {steps.length} {steps.length === 1 ? 'step' : 'steps'}
              </span>
            </summary>
            <StepList steps={steps} folded />
          </details>
        ))}
      </div>
    </section>
  )
}
