'use client'

import { useRef, useState, type ReactNode } from 'react'
import { Notice } from '@/app/_ui/notice'
import type { ModeName } from '@/lib/auth/modes'
import type { ExperimentId, Result } from '@/lib/lab/experiment'
import { placeAmong, RANKINGS } from '@/lib/lab/figures'
import type { RecordedRun } from '@/lib/lab/recorded-runs'
import { runExperiment, type Progress, type Revocation, type Row } from './client'
import { RevocationChoice, RunButtons } from './controls'
import type { Means, Told } from './outcome'
import { Outcomes } from './outcomes'
import { Plan } from './plan'
import { Plot } from './plot'
import { PredictRow, type Guess, type Placed } from './predict-row'

/** What was recorded of one mode under one setting; null where nothing was. */
export interface Recorded {
  readonly mode: ModeName
  readonly revocation: Revocation
  readonly told: Told | null
  readonly run: RecordedRun | null
}

/** Predict, run, and read what happened. `children` stand below the results: why it came out so. */
export function Bench({
  id,
  modes,
  means,
  initially,
  recorded,
  children,
}: {
  readonly id: ExperimentId
  readonly modes: readonly ModeName[]
  readonly means: Means
  readonly initially: Revocation
  readonly recorded: readonly Recorded[]
  readonly children: ReactNode
}) {
  const [revocation, setRevocation] = useState(initially)
  const [guesses, setGuesses] = useState<Partial<Record<ModeName, Guess>>>({})
  const [rows, setRows] = useState<Partial<Record<ModeName, Row>>>({})
  const [running, setRunning] = useState<ModeName | null>(null)
  const [progress, setProgress] = useState<Progress | null>(null)
  const stop = useRef<AbortController | null>(null)
  const ranking = RANKINGS[id]
  const done = modes.filter((mode) => rows[mode])
  const resultOf = (mode: ModeName): Result | null => {
    const row = rows[mode]
    return row && 'result' in row ? row.result : null
  }
  const recordedOf = (mode: ModeName, under = revocation) => recorded.find((one) => one.mode === mode && one.revocation === under)
  const idle = modes.filter((mode) => (resultOf(mode) ?? recordedOf(mode)?.told)?.outcome === 'not_applicable')

  const why = [...new Set(idle.flatMap((mode) => resultOf(mode)?.because ?? []))]

  const placed: Placed | null = ranking
    ? {
        ranking,
        places: modes.length,
        placeOf(result) {
          const all = modes.flatMap((mode) => ranking.figure(resultOf(mode)?.evidence ?? []) ?? [])
          const figure = ranking.figure(result.evidence)
          return figure === null || all.length < modes.length ? null : placeAmong(figure, all)
        },
      }
    : null

  async function run(wanted: readonly ModeName[]) {
    if (running !== null) return
    const controller = new AbortController()
    stop.current = controller
    const { signal } = controller
    for (const mode of wanted) {
      setRunning(mode)
      setProgress(null)
      const row = await runExperiment(id, mode, revocation, signal, setProgress)
      if (signal.aborted) break
      setRows((before) => ({ ...before, [mode]: row }))
    }
    setRunning(null)
  }

  return (
    <>
      <section aria-labelledby="predict" className="mt-10">
        <h2 id="predict" className="text-2xl font-semibold tracking-tight">
          {ranking ? 'Rank, then run' : 'Predict, then run'}
        </h2>
        {ranking ? <p className="mt-2 text-muted text-pretty">{ranking.asks}</p> : null}
        <noscript>
          <p className="mt-3 text-sm">
            Running from this page needs JavaScript. In a terminal: <code>npm run lab -- --only {id}</code>.
          </p>
        </noscript>
        <RevocationChoice
          value={revocation}
          fixed={running !== null}
          onChange={(value) => {
            setRevocation(value)
            setRows({})
          }}
        />
        <ul className="mt-4 divide-y divide-line border-y border-line">
          {modes
            .filter((mode) => !idle.includes(mode))
            .map((mode) => (
              <PredictRow
                key={mode}
                mode={mode}
                means={means}
                placed={placed}
                guess={guesses[mode] ?? {}}
                onGuess={(guess) => {
                  setGuesses({ ...guesses, [mode]: guess })
                }}
                row={rows[mode]}
                running={running === mode}
                progress={progress}
                busy={running !== null}
                onRun={() => void run([mode])}
              />
            ))}
        </ul>
        {idle.length > 0 ? (
          <p className="mt-3 text-sm text-muted text-pretty">
            Does not apply to <span className="font-mono">{idle.join(', ')}</span>
            {why.length > 0 ? `: ${why.join(' ')}` : '.'}
          </p>
        ) : null}
        <RunButtons
          running={running}
          canReset={running === null && (done.length > 0 || Object.keys(guesses).length > 0)}
          onRun={() => void run(modes)}
          onStop={() => stop.current?.abort()}
          onReset={() => {
            setRows({})
            setGuesses({})
          }}
        />
        <p role="status" className="sr-only">
          {running === null && done.length > 0 ? `${String(done.length)} of ${String(modes.length)} modes were run.` : ''}
        </p>
      </section>

      <Plot id={id} lanes={modes.map((mode) => laneOf(mode, resultOf(mode), recordedOf(mode)?.run ?? null))} />

      {done.length > 0 ? (
        <section aria-labelledby="happened" className="mt-12">
          <h2 id="happened" className="text-2xl font-semibold tracking-tight">
            What happened
          </h2>
          <div className="mt-5 space-y-4">
            {done.map((mode) => {
              const row = rows[mode]
              if (!row || idle.includes(mode)) return null
              return 'failed' in row ? (
                <Notice key={mode} tone="bad" title={`${mode}: this run did not complete`}>
                  <p>{row.failed}</p>
                </Notice>
              ) : (
                <Outcomes key={mode} result={row.result} means={means} />
              )
            })}
          </div>
        </section>
      ) : null}
      <Plan runs={modes.filter((mode) => !idle.includes(mode) && !rows[mode]).flatMap((mode) => recordedOf(mode, 'none')?.run ?? [])} />
      {children}
    </>
  )
}

const laneOf = (mode: ModeName, result: Result | null, run: RecordedRun | null) => ({
  mode,
  here: result !== null,
  evidence: result?.evidence ?? run?.steps.flatMap(({ evidence }) => evidence) ?? null,
})
