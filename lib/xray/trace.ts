import type { Trace } from '@/lib/auth/contract'

export interface TraceStep {
  readonly at: 'client' | 'server' | 'store'
  readonly label: string
  readonly detail: string
  /** Microseconds since the step before, or since the trace began. */
  readonly micros: number
}

export interface Recorder extends Trace {
  readonly steps: readonly TraceStep[]
}

/** Records steps with real elapsed time: the injected clock is for lifetimes, never for measuring. `before`: what was done already. */
export function recorder(before: readonly TraceStep[] = []): Recorder {
  const steps = [...before]
  let last = performance.now()
  return {
    steps,
    step(at, label, detail = '') {
      const now = performance.now()
      steps.push({ at, label, detail, micros: Math.round((now - last) * 10_000) / 10 })
      last = performance.now()
    },
  }
}

/** For callers that show no trace. */
export const silent: Trace = { step() {} }
