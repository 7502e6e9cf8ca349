import { createMode, MODE_NAMES } from '@/lib/auth/modes'
import { Problem } from '@/lib/problem'
import { processWide } from '@/lib/process-wide'
import { defences } from './defences'
import type { ExperimentId, Result, Run, Setting } from './experiment'
import { EXPERIMENTS } from './experiments'
import { makeLab, type LabMode } from './lab'

/** Every mode of the registry. */
export const LAB_MODES: readonly LabMode[] = MODE_NAMES.map((name) => ({ name, make: (deps) => createMode(name, deps) }))

/** How long one experiment may take with one mode, in ms. */
const BUDGET_MS = 20_000

/** How many may wait. The lab is open to anyone, and must not be a way to keep the server busy. */
const MOST_WAITING = 8

export interface RunOptions {
  readonly revocation?: 'none' | 'list'
  readonly signal?: AbortSignal
  readonly progress?: (done: number, of: number) => void
}

/** One experiment with one mode, as shipped and under its other settings. @throws {Problem} lab_busy, when it takes too long */
export async function runExperiment(id: ExperimentId, mode: LabMode, options: RunOptions = {}): Promise<Result> {
  const budget = AbortSignal.timeout(BUDGET_MS)
  const bounded = { ...options, signal: options.signal ? AbortSignal.any([options.signal, budget]) : budget }
  try {
    const shipped = await runOnce(id, mode, {}, bounded)
    const otherwise: Result['otherwise'][number][] = []
    for (const setting of EXPERIMENTS[id].settings) otherwise.push({ setting, ...(await runOnce(id, mode, setting, bounded)) })
    const evidence = shipped.steps.flatMap((step) => step.evidence)
    return { id, mode: mode.name, revocation: options.revocation ?? 'none', ...shipped, evidence, otherwise }
  } catch (error) {
    if (!bounded.signal.aborted) throw error
    throw new Problem('lab_busy', 'The run was stopped, by whoever asked for it or because it took too long.')
  }
}

/** One run under one setting. */
export async function runOnce(
  id: ExperimentId,
  mode: LabMode,
  setting: Omit<Setting, 'id' | 'title'>,
  { revocation = 'none', signal = AbortSignal.timeout(BUDGET_MS), progress = () => undefined }: RunOptions = {},
): Promise<Run> {
  const lab = makeLab(mode, { revocation, on: defences(setting), late: setting.late ?? false, signal, progress })
  const start = performance.now()
  const { outcome, because, letInSeconds = outcome === 'blocked' ? 0 : null } = await EXPERIMENTS[id].run(lab)
  return { outcome, letInSeconds, because, steps: lab.steps, tookMs: Math.round((performance.now() - start) * 10) / 10 }
}

/** In turn with every other run of this process. @throws {Problem} lab_busy */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const queue = processWide('lab', (): { waiting: number; last: Promise<unknown> } => ({ waiting: 0, last: Promise.resolve() }))
  if (queue.waiting >= MOST_WAITING) throw new Problem('lab_busy', undefined, { headers: { 'retry-after': '5' } })
  queue.waiting++
  const turn = queue.last.then(work).finally(() => queue.waiting--)
  queue.last = turn.catch(() => undefined)
  return turn
}
