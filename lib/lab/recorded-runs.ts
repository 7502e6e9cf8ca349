import type { Evidence, Step } from './evidence'
import type { ExperimentId, Result } from './experiment'
import { RANKINGS } from './figures'
import { matters } from './headers'
import runs from './recorded-runs.json' with { type: 'json' }

/** A run as shipped, as `npm run record` found it: what was sent and answered, and the figures. */
export interface RecordedRun extends Pick<Result, 'id' | 'mode' | 'revocation'> {
  readonly steps: readonly Step[]
}

export const RECORDED_RUNS = runs as unknown as readonly RecordedRun[]

/** Null where none was recorded. */
export function recordedRun(id: ExperimentId, mode: string, revocation: Result['revocation']): RecordedRun | null {
  return RECORDED_RUNS.find((run) => run.id === id && run.mode === mode && run.revocation === revocation) ?? null
}

/** As much of a run as is worth keeping, without bodies of answers; null of a run whose requests another run shows as well. */
export function keptOf({ id, mode, revocation, steps }: Result): RecordedRun | null {
  const measured = RANKINGS[id] !== undefined
  if (revocation === 'list' && !measured) return null
  return { id, mode, revocation, steps: steps.map(({ says, evidence }) => ({ says, evidence: evidence.flatMap((one) => kept(one, measured)) })) }
}

function kept(evidence: Evidence, measured: boolean): Evidence[] {
  switch (evidence.kind) {
    case 'request':
      return [{ ...evidence, headers: evidence.headers.filter(([name]) => matters(name)) }]
    case 'response':
      return [{ ...evidence, headers: evidence.headers.filter(([name]) => matters(name)), body: null }]
    case 'measure':
      return measured ? [evidence] : []
    default:
      return []
  }
}
