import { Card } from '@/app/_ui/card'
import type { Seen } from '@/lib/lab/testbeds'
import { EvidenceView } from './evidence'
import { OutcomeBadge, type Means } from './outcome'

/** What arrived at the server of a testbed, and what it answered. */
export function SeenByServer({ seen, means }: { readonly seen: Seen; readonly means: Means }) {
  return (
    <Card as="section" className="mt-5 wrap-anywhere" aria-labelledby="server-saw">
      <h3 id="server-saw" className="flex flex-wrap items-center gap-3 text-lg font-semibold">
        What the server saw
        {seen.outcome === null ? null : <OutcomeBadge outcome={seen.outcome} means={means} />}
      </h3>
      <ol className="mt-4 space-y-6 border-l border-line pl-5">
        {seen.steps.map((step, at) => (
          <li key={at}>
            <details open={at === seen.steps.length - 1}>
              <summary className="min-h-8 cursor-pointer font-medium">
                {at + 1}. {step.says}
              </summary>
              <div className="mt-3 space-y-4">
                {step.evidence.map((evidence, index) => (
                  <EvidenceView key={index} evidence={evidence} />
                ))}
              </div>
            </details>
          </li>
        ))}
      </ol>
    </Card>
  )
}
