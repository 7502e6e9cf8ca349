import { MODE_NAMES } from '@/lib/auth/contract'
import { createMode } from '@/lib/auth/registry'
import { Problem } from '@/lib/problem'
import { defences } from './defences'
import type { Experiment, ExperimentId, Result, Run, Setting } from './experiment'
import { EXPERIMENTS } from './experiments'
import { makeLab, type LabMode } from './lab'

/** Every mode of the registry. */
export const LAB_MODES: readonly LabMode[] = MODE_NAMES.map((name) => ({ name, make: (deps) => createMode(name, deps) }))

/** How long one experiment may take with one mode, in ms. */
const BUDGET_MS = 20_000

/** How many runs may wait. The lab is open to anyone, and must not be a way to keep the server busy. */
const MOST_WAITING = 8

export interface RunOptions {
  readonly revocation?: 'none' | 'list'
  readonly signal?: AbortSignal
}

/** One experiment with one mode, as shipped and under its other settings. */
export async function runExperiment(id: ExperimentId, mode: LabMode, { revocation = 'none', signal }: RunOptions = {}): Promise<Result> {
  const budget = AbortSignal.timeout(BUDGET_MS)
  const stop = signal ? AbortSignal.any([signal, budget]) : budget
  const experiment: Experiment = EXPERIMENTS[id]
  const shipped = await runOnce(experiment, mode, revocation, {}, stop)
  const otherwise: Result['otherwise'][number][] = []
  for (const setting of experiment.settings) {
    otherwise.push({ setting, ...(await runOnce(experiment, mode, revocation, setting, stop)) })
  }
  return { id, mode: mode.name, revocation, ...shipped, evidence: shipped.steps.flatMap(({ evidence }) => evidence), otherwise }
}

/** One run under one setting. */
export async function runOnce(
  experiment: Experiment,
  mode: LabMode,
  revocation: 'none' | 'list',
  setting: Pick<Setting, 'with' | 'without'>,
  signal: AbortSignal = AbortSignal.timeout(BUDGET_MS),
): Promise<Run> {
  const lab = makeLab(mode, revocation, defences(setting), signal)
  const start = performance.now()
  const { outcome, because } = await experiment.run(lab)
  return { outcome, because, steps: lab.steps, tookMs: Math.round((performance.now() - start) * 10) / 10 }
}

let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/** In turn with every other run of this process. @throws {Problem} lab_busy */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting >= MOST_WAITING) throw new Problem('lab_busy', undefined, { headers: { 'retry-after': '5' } })
  waiting++
  const turn = last.then(work).finally(() => waiting--)
  last = turn.catch(() => undefined)
  return turn
}
