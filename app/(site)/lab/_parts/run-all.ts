'use client'

import { useRef, useState } from 'react'
import type { ModeName } from '@/lib/auth/modes'
import type { ExperimentId } from '@/lib/lab/experiment'
import { runExperiment, type Revocation, type Row } from './client'

/** One experiment with one mode. */
export interface Pair {
  readonly id: ExperimentId
  readonly mode: ModeName
}

export const keyOf = ({ id, mode }: Pair) => `${id} ${mode}`

export interface RunAll {
  /** What was run here, by `keyOf`. */
  readonly here: Readonly<Partial<Record<string, Row>>>
  readonly running: Pair | null
  readonly stopped: boolean
  run(pairs: readonly Pair[]): void
  stop(): void
  clear(): void
}

/** Runs one after another on this server. Stopping ends the run that is under way there, too. */
export function useRunAll(revocation: Revocation): RunAll {
  const [here, setHere] = useState<RunAll['here']>({})
  const [running, setRunning] = useState<Pair | null>(null)
  const [stopped, setStopped] = useState(false)
  const controller = useRef<AbortController | null>(null)

  async function run(pairs: readonly Pair[]) {
    if (controller.current !== null) return
    const { signal } = (controller.current = new AbortController())
    setHere({})
    setStopped(false)
    for (const pair of pairs) {
      setRunning(pair)
      const row = await runExperiment(pair.id, pair.mode, revocation, signal, () => undefined)
      if (signal.aborted) break
      setHere((before) => ({ ...before, [keyOf(pair)]: row }))
    }
    controller.current = null
    setRunning(null)
  }

  return {
    here,
    running,
    stopped,
    run: (pairs) => void run(pairs),
    stop() {
      if (controller.current === null) return
      setStopped(true)
      controller.current.abort()
    },
    clear() {
      if (controller.current !== null) return
      setHere({})
      setStopped(false)
    },
  }
}
