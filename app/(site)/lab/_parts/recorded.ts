import { MODE_NAMES, type ModeName } from '@/lib/auth/modes'
import { SETTINGS, type Column } from '@/lib/compare/column'
import { recordedColumns } from '@/lib/compare/recording'
import type { ExperimentId } from '@/lib/lab/experiment'
import { figureText } from '@/lib/lab/figures'
import { recordedRun } from '@/lib/lab/recorded-runs'
import type { Recorded } from './bench'
import type { Found } from './matrix-row'
import type { Told } from './outcome'

/** How an experiment came out when it was recorded; null of a mode that never was. */
export function toldOf(id: ExperimentId, mode: ModeName, revocation: Column['revocation']): Told | null {
  const found = recordedColumns(revocation).find((column) => column.mode === mode)?.outcomes.find((one) => one.id === id)
  return found ? { outcome: found.outcome, letInSeconds: found.letInSeconds } : null
}

/** The same with the figure of a measurement. */
export function foundOf(id: ExperimentId, mode: ModeName, revocation: Column['revocation']): Found | null {
  const told = toldOf(id, mode, revocation)
  const run = recordedRun(id, mode, revocation)
  return told && { ...told, figure: run && figureText(id, run.steps.flatMap(({ evidence }) => evidence)) }
}

/** All that was recorded of an experiment. */
export function recordedOf(id: ExperimentId): readonly Recorded[] {
  return SETTINGS.flatMap((revocation) =>
    MODE_NAMES.map((mode) => ({ mode, revocation, told: toldOf(id, mode, revocation), run: recordedRun(id, mode, revocation) })),
  )
}
