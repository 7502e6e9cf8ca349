import { Plot } from '@/app/(site)/lab/_parts/plot'
import { MODE_NAMES } from '@/lib/auth/modes'
import type { Column } from '@/lib/compare/column'
import { recordedRun } from '@/lib/lab/recorded-runs'

const DRAWN = [
  ['revocation-latency', 'How soon a revocation takes effect'],
  ['cost-per-thousand', 'What 1,000 requests cost'],
] as const

/** The two measurements of the lab, drawn. */
export function Plots({ revocation }: { readonly revocation: Column['revocation'] }) {
  return DRAWN.map(([id, title]) => (
    <Plot
      key={id}
      id={id}
      title={title}
      lanes={MODE_NAMES.map((mode) => ({ mode, here: false, evidence: recordedRun(id, mode, revocation)?.steps.flatMap(({ evidence }) => evidence) ?? null }))}
    />
  ))
}
