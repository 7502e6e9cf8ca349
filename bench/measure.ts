/** Microseconds of one call, a figure per round; those of one round were measured right beside each other. */
export type Rounds<N extends string = string> = Readonly<Record<N, readonly number[]>>

/** Something to time. `i` counts calls, so that a subject can walk through many inputs. */
export interface Subject {
  (i: number): unknown
  /** Before each round, and not timed. */
  before?: () => Promise<void>
}

export interface Plan {
  /** Calls of each subject before anything counts. */
  readonly warmUp: number
  readonly rounds: number
  /** Calls of each subject in a round. */
  readonly calls: number
}

/** Times subjects in turn, round after round, so that whatever else the machine does falls on all of them alike. */
export async function interleave<N extends string>(subjects: Readonly<Record<N, Subject>>, { warmUp, rounds, calls }: Plan): Promise<Rounds<N>> {
  const entries = Object.entries(subjects) as [N, Subject][]
  for (const [, subject] of entries) {
    for (let done = 0; done < warmUp; done += calls) await round(subject, done, calls)
  }
  const times = Object.fromEntries(entries.map(([name]) => [name, []])) as unknown as Record<N, number[]>
  for (let n = 0; n < rounds; n++) {
    for (const [name, subject] of shuffled(entries)) times[name].push((await round(subject, n * calls, calls)) / calls)
  }
  return times
}

/** Microseconds. */
async function round(subject: Subject, from: number, count: number): Promise<number> {
  await subject.before?.()
  const start = performance.now()
  for (let i = from; i < from + count; i++) {
    const result = subject(i)
    if (result instanceof Promise) await result
  }
  return (performance.now() - start) * 1000
}

/** The same things in another order each time: whoever follows the costliest pays for its garbage. */
export function shuffled<T>(things: readonly T[]): readonly T[] {
  return things
    .map((thing) => ({ thing, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ thing }) => thing)
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

/** A figure, how far it moved between rounds (its quartiles), and from how many rounds it is. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
  readonly n: number
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75), n: values.length }
}

/** `of / to`, formed within each round. */
export function ratio(of: readonly number[], to: readonly number[]): Spread {
  return spread(of.map((value, i) => value / (to[i] ?? NaN)))
}

/** A figure that was counted once. */
export function once(value: number): Spread {
  return { median: value, low: value, high: value, n: 1 }
}
