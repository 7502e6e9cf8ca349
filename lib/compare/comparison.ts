import { cpus } from 'node:os'
import { MODE_NAMES, type ModeName } from '@/lib/auth/contract'
import { EXPERIMENT_IDS, type ExperimentId, type Outcome } from '@/lib/lab/experiment'
import { EXPERIMENTS } from '@/lib/lab/experiments'
import { inTurn, LAB_MODES, runExperiment } from '@/lib/lab/run'
import { measure, type Measures } from './measure'
import { callFromSecondProcess, type Call } from './second-process'

/** One mode under one setting of AUTH_REVOCATION: what running it showed. */
export interface Column {
  readonly mode: ModeName
  readonly revocation: 'none' | 'list'
  /** ms since epoch. */
  readonly measuredAt: number
  readonly measures: Measures
  readonly call: Call
  /** Of the lab's experiments; null where the lab is off, or they have not been run yet. */
  readonly outcomes: readonly { readonly id: ExperimentId; readonly title: string; readonly outcome: Outcome }[] | null
}

/** How long a column is good for, in ms; a press of Run makes it anew. */
const KEEP_MS = 10 * 60_000

const kept = new Map<string, Promise<Column>>()

/** The column as it was measured last, or now if that is too long ago. `anew`: now in any case. */
export async function getColumn(
  mode: ModeName,
  revocation: 'none' | 'list',
  { lab, anew = false }: { readonly lab: boolean; readonly anew?: boolean },
): Promise<Column> {
  const key = `${mode} ${revocation} ${String(lab)}`
  const before = await kept.get(key)?.catch(() => undefined)
  if (before && !anew && Date.now() - before.measuredAt < KEEP_MS) return before
  const making = inTurn(() => makeColumn(mode, revocation, lab))
  kept.set(key, making)
  return making
}

async function makeColumn(mode: ModeName, revocation: 'none' | 'list', lab: boolean): Promise<Column> {
  const measures = await measure(mode, revocation)
  const call = await callFromSecondProcess(mode, revocation)
  return { mode, revocation, measuredAt: Date.now(), measures, call, outcomes: lab ? await attack(mode, revocation) : null }
}

async function attack(name: ModeName, revocation: 'none' | 'list'): Promise<NonNullable<Column['outcomes']>> {
  const mode = LAB_MODES.find((known) => known.name === name)
  if (!mode) throw new Error(`the lab has no mode ${name}`)
  const outcomes: NonNullable<Column['outcomes']>[number][] = []
  for (const id of EXPERIMENT_IDS) {
    const { outcome } = await runExperiment(id, mode, { revocation })
    outcomes.push({ id, title: EXPERIMENTS[id].title, outcome })
  }
  return outcomes
}

export const SETTINGS = ['none', 'list'] as const

/** Every mode under these settings, one after the other. */
export async function getColumns(settings: readonly Column['revocation'][], options: { readonly lab: boolean }): Promise<readonly Column[]> {
  const columns: Column[] = []
  for (const revocation of settings) {
    for (const mode of MODE_NAMES) columns.push(await getColumn(mode, revocation, options))
  }
  return columns
}

/** What the figures were made with. */
export function machine() {
  const processors = cpus()
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: `${String(processors.length)} × ${processors[0]?.model.trim() ?? 'unknown'}`,
  }
}
