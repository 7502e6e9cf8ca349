import { Check, Minus, Ruler, X } from 'lucide-react'
import { Badge } from '@/app/_ui/badge'
import { inWords } from '@/lib/duration'
import type { Outcome, Run } from '@/lib/lab/experiment'

/** What `succeeded` and `blocked` mean in one experiment. */
export interface Means {
  readonly succeeded: string
  readonly blocked: string
}

/** How a run came out, in short. */
export type Told = Pick<Run, 'outcome' | 'letInSeconds'>

const LOOKS = {
  succeeded: { tone: 'bad', Icon: X },
  blocked: { tone: 'accent', Icon: Check },
  not_applicable: { tone: 'neutral', Icon: Minus },
  measured: { tone: 'neutral', Icon: Ruler },
} as const

/** How a run ended, as colour, shape and word. */
export function OutcomeBadge({ outcome, means }: { readonly outcome: Outcome; readonly means: Means }) {
  const { tone, Icon } = LOOKS[outcome]
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {outcomeText(outcome, means)}
    </Badge>
  )
}

/** What most experiments call it when somebody was let in. */
const LET_IN = 'Let in'

/** Beside the badge: for how long somebody was let in, where somebody was. */
export function LetIn({ of: { letInSeconds }, means }: { readonly of: Pick<Told, 'letInSeconds'>; readonly means: Means }) {
  if (!letInSeconds) return null
  return (
    <span className="text-sm font-normal text-muted">
      {means.succeeded === LET_IN ? null : 'let in '}for {inWords(letInSeconds * 1000)}
    </span>
  )
}

export function outcomeText(outcome: Outcome, means: Means): string {
  return { not_applicable: 'Does not apply', measured: 'Measured', ...means }[outcome]
}
