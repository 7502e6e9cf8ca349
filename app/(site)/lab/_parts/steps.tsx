import { lookedAtBefore } from '@/lib/lab/differences'
import type { Evidence, Step } from '@/lib/lab/evidence'
import { EvidenceView } from './evidence'
import { Exchange, type Answered, type Sent } from './exchange'

type Part = { readonly sent: Sent; readonly answered: Answered | null } | { readonly other: Evidence }

/** A run in order: each request, then its answer, and what else was found. `folded` shows what is sent, and leaves the rest to be guessed. */
export function StepList({ steps, folded = false }: { readonly steps: readonly Step[]; readonly folded?: boolean }) {
  const run = steps.flatMap(({ evidence }) => evidence)
  return (
    <ol className="mt-4 space-y-6 border-l border-line pl-4 sm:pl-5">
      {steps.map((step, at) => (
        <li key={at} className="min-w-0">
          <p className="font-medium wrap-anywhere">
            {at + 1}. {step.says}
          </p>
          <div className="mt-3 space-y-4">
            {partsOf(step.evidence).map((part, index) =>
              'other' in part ? (
                folded ? null : <EvidenceView key={index} evidence={part.other} before={lookedAtBefore(part.other, run)} />
              ) : (
                <Exchange key={index} {...part} folded={folded} />
              ),
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** Each request with the answer that came to it next, as far as the same client got it. */
function partsOf(evidence: readonly Evidence[]): readonly Part[] {
  const parts: Part[] = []
  const taken = new Set<Evidence>()
  for (const [at, one] of evidence.entries()) {
    if (taken.has(one)) continue
    if (one.kind !== 'request') {
      parts.push({ other: one })
      continue
    }
    const answered = evidence.slice(at + 1).find((later): later is Answered => later.kind === 'response' && later.who === one.who && !taken.has(later)) ?? null
    if (answered) taken.add(answered)
    parts.push({ sent: one, answered })
  }
  return parts
}
