import { Check, Minus, X } from 'lucide-react'
import { Badge } from '@/app/_ui/badge'
import type { Outcome } from '@/lib/lab/experiment'

/** What `succeeded` and `blocked` mean in one experiment. */
export interface Means {
  readonly succeeded: string
  readonly blocked: string
}

const LOOKS = {
  succeeded: { tone: 'bad', Icon: X },
  blocked: { tone: 'accent', Icon: Check },
  not_applicable: { tone: 'neutral', Icon: Minus },
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

export function outcomeText(outcome: Outcome, means: Means): string {
  return outcome === 'not_applicable' ? 'Does not apply' : means[outcome]
}
