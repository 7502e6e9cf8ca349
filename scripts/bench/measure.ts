/** Microseconds of one call, a figure per round; those of one round were measured right beside each other. */
export type Rounds = Readonly<Record<string, readonly number[]>>

/** Something to time. `i` counts calls, so that a subject can walk through many inputs. */
export type Subject = (i: number) => unknown

export interface Plan {
  /** Calls of each subject before anything counts. */
  readonly warmUp: number
  readonly rounds: number
  /** Calls of each subject in a round. */
  readonly calls: number
}

/** Times subjects in turn, round after round, so that whatever else the machine does falls on all of them alike. */
export async function interleave(subjects: Readonly<Record<string, Subject>>, plan: Plan): Promise<Rounds> {
  const entries = Object.entries(subjects)
  for (const [, subject] of entries) await repeat(subject, 0, plan.warmUp)
  const times: Record<string, number[]> = Object.fromEntries(entries.map(([name]) => [name, []]))
  for (let round = 0; round < plan.rounds; round++) {
    for (const [name, subject] of turned(entries, round)) {
      const start = performance.now()
      await repeat(subject, round * plan.calls, plan.calls)
      times[name]?.push(((performance.now() - start) * 1000) / plan.calls)
    }
  }
  return times
}

async function repeat(subject: Subject, from: number, count: number): Promise<void> {
  for (let i = from; i < from + count; i++) {
    const result = subject(i)
    if (result instanceof Promise) await result
  }
}

/** The same things, a different one first each round: whoever follows the costliest pays for its garbage. */
export function turned<T>(things: readonly T[], round: number): readonly T[] {
  const at = round % things.length
  return [...things.slice(at), ...things.slice(0, at)]
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * q
  const low = sorted[Math.floor(at)] ?? NaN
  const high = sorted[Math.ceil(at)] ?? NaN
  return low + (high - low) * (at - Math.floor(at))
}

/** A ratio that was formed within each round, and how far it moved between rounds. */
export interface Ratio {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** The median of `of / to`, round by round, with its quartiles. */
export function ratio(of: readonly number[], to: readonly number[]): Ratio {
  const each = of.map((value, round) => value / (to[round] ?? NaN))
  return { median: median(each), low: quantile(each, 0.25), high: quantile(each, 0.75) }
}
