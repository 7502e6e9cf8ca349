import type { ModeName } from '@/lib/auth/modes'
import { EXPERIMENT_IDS } from '@/lib/lab/experiment'
import { LAB_MODES, runExperiment } from '@/lib/lab/run'
import { Problem } from '@/lib/problem'
import type { Column } from './column'
import { measure } from './measure'
import { callFromSecondProcess } from './second-process'

/** How long one column may take, in ms. */
const BUDGET_MS = 60_000

/**
 * Runs the mode, calls it from a second process, and attacks it with the whole lab: seconds of work, which nobody but who
 * records figures or plays in the lab may ask for. @throws {Problem} lab_busy, when it takes too long or is stopped
 */
export async function measureColumn(mode: ModeName, revocation: Column['revocation'], stop?: AbortSignal): Promise<Column> {
  const budget = AbortSignal.timeout(BUDGET_MS)
  const signal = stop ? AbortSignal.any([stop, budget]) : budget
  try {
    const measures = await measure(mode, revocation, signal)
    const call = await callFromSecondProcess(mode, revocation, signal)
    return { mode, revocation, measuredAt: Date.now(), measures, call, outcomes: await attack(mode, revocation, signal) }
  } catch (error) {
    if (!signal.aborted) throw error
    throw new Problem('lab_busy', 'The measurement was stopped, by whoever asked for it or because it took too long.')
  }
}

async function attack(name: ModeName, revocation: Column['revocation'], signal: AbortSignal): Promise<Column['outcomes']> {
  const mode = LAB_MODES.find((known) => known.name === name)
  if (!mode) throw new Error(`the lab has no mode ${name}`)
  const outcomes: Column['outcomes'][number][] = []
  for (const id of EXPERIMENT_IDS) {
    const { outcome, letInSeconds } = await runExperiment(id, mode, { revocation, signal })
    outcomes.push({ id, outcome, letInSeconds })
  }
  return outcomes
}
