import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { SETTINGS, type Column } from '@/lib/compare/column'
import { recordedColumns } from '@/lib/compare/recording'
import type { ExperimentId } from '@/lib/lab/experiment'
import { recordedRun } from '@/lib/lab/recorded-runs'
import type { Recorded } from './bench'
import type { Told } from './outcome'

/** How an experiment came out when it was recorded; null of a mode that never was. */
export function toldOf(id: ExperimentId, mode: ModeName, revocation: Column['revocation']): Told | null {
  const found = recordedColumns(revocation).find((column) => column.mode === mode)?.outcomes.find((one) => one.id === id)
  return found ? { outcome: found.outcome, letInSeconds: found.letInSeconds } : null
}

/** All that was recorded of an experiment. */
export function recordedOf(id: ExperimentId): readonly Recorded[] {
  return SETTINGS.flatMap((revocation) =>
    MODE_NAMES.map((mode) => ({ mode, revocation, told: toldOf(id, mode, revocation), run: recordedRun(id, mode, revocation) })),
  )
}
