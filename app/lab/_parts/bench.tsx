'use client'

import { useRef, useState, type ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import type { ModeName } from '@/lib/auth/modes'
import type { ExperimentId, Outcome } from '@/lib/lab/experiment'
import { runExperiment, type Progress, type Revocation, type Row } from './client'
import { LetIn, OutcomeBadge, outcomeText, type Means } from './outcome'
import { Outcomes } from './outcomes'

const GUESSES = ['succeeded', 'blocked'] as const
const count = new Intl.NumberFormat('en')

/** Predict, run, and read what happened. `children` stand below the results: why it came out so. */
export function Bench({
  id,
  modes,
  means,
  initially,
  children,
}: {
  readonly id: ExperimentId
  readonly modes: readonly ModeName[]
  readonly means: Means
  readonly initially: Revocation
  readonly children: ReactNode
}) {
  const [revocation, setRevocation] = useState(initially)
  const [guesses, setGuesses] = useState<Partial<Record<ModeName, Outcome>>>({})
  const [rows, setRows] = useState<Partial<Record<ModeName, Row>>>({})
  const [running, setRunning] = useState<ModeName | null>(null)
  const [progress, setProgress] = useState<Progress | null>(null)
  const stop = useRef<AbortController | null>(null)
  const done = modes.filter((mode) => rows[mode])
  const canReset = running === null && (done.length > 0 || Object.keys(guesses).length > 0)
  // There is nothing to predict of a measurement.
  const guessable = GUESSES.filter((guess) => means[guess] !== '')

  // Buttons of this page are never `disabled`: one that is loses the focus of whoever pressed it.
  async function run(wanted: readonly ModeName[]) {
    if (running !== null) return
    const controller = new AbortController()
    stop.current = controller
    const { signal } = controller
    for (const mode of wanted) {
      setRunning(mode)
      setProgress(null)
      const row = await runExperiment(id, mode, revocation, signal, setProgress)
      if (stopped(signal)) break
      setRows((before) => ({ ...before, [mode]: row }))
    }
    setRunning(null)
  }

  function reset() {
    if (!canReset) return
    setRows({})
    setGuesses({})
  }

  return (
    <>
      <section aria-labelledby="predict" className="mt-10">
        <h2 id="predict" className="text-2xl font-semibold tracking-tight">
          {guessable.length > 0 ? 'Predict, then run' : 'Run'}
        </h2>
        <noscript>
          <p className="mt-3 text-sm">
            Running from this page needs JavaScript. In a terminal: <code>npm run lab</code>.
          </p>
        </noscript>
        <fieldset className="mt-5 flex flex-wrap items-center gap-x-6 gap-y-2 text-sm" disabled={running !== null}>
          <legend className="sr-only">Revocation</legend>
          {(['none', 'list'] as const).map((value) => (
            <label key={value} className="inline-flex min-h-8 items-center gap-2">
              <input
                type="radio"
                name="revocation"
                className="size-4 accent-accent"
                checked={revocation === value}
                onChange={() => {
                  setRevocation(value)
                  setRows({})
                }}
              />
              <span className="font-mono">AUTH_REVOCATION={value}</span>
            </label>
          ))}
        </fieldset>
        <ul className="mt-4 divide-y divide-line border-y border-line">
          {modes.map((mode) => (
            <li key={mode} className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3">
              <h3 className="w-24 font-mono text-sm font-medium">{mode}</h3>
              <fieldset hidden={guessable.length === 0} className="flex min-w-0 flex-1 basis-64 flex-wrap gap-x-5 gap-y-1 text-sm">
                <legend className="sr-only">Your prediction for {mode}</legend>
                {guessable.map((guess) => (
                  <label key={guess} className="inline-flex min-h-8 items-center gap-2">
                    <input
                      type="radio"
                      name={`guess-${mode}`}
                      className="size-4 accent-accent"
                      checked={guesses[mode] === guess}
                      onChange={() => {
                        setGuesses({ ...guesses, [mode]: guess })
                      }}
                    />
                    {means[guess]}
                  </label>
                ))}
              </fieldset>
              <div className="flex min-h-8 min-w-52 items-center">
                <RunStatus row={rows[mode]} running={running === mode} progress={progress} guess={guesses[mode]} means={means} />
              </div>
              <Button
                size="sm"
                aria-disabled={running !== null || undefined}
                onClick={() => {
                  void run([mode])
                }}
              >
                Run<span className="sr-only"> with {mode}</span>
              </Button>
            </li>
          ))}
        </ul>
        <div className="mt-5 flex flex-wrap gap-3">
          <Button
            variant="primary"
            aria-disabled={running !== null || undefined}
            onClick={() => {
              void run(modes)
            }}
          >
            {running === null ? 'Run with every mode' : `Running with ${running}…`}
          </Button>
          <Button
            aria-disabled={running === null || undefined}
            className="aria-disabled:cursor-not-allowed!"
            onClick={() => {
              stop.current?.abort()
            }}
          >
            Stop
          </Button>
          <Button aria-disabled={!canReset || undefined} className="aria-disabled:cursor-not-allowed!" onClick={reset}>
            Reset
          </Button>
        </div>
        <p role="status" className="sr-only">
          {running === null && done.length > 0 ? `${String(done.length)} of ${String(modes.length)} modes were run.` : ''}
        </p>
      </section>

      {done.length > 0 ? (
        <section aria-labelledby="happened" className="mt-12">
          <h2 id="happened" className="text-2xl font-semibold tracking-tight">
            What happened
          </h2>
          <div className="mt-5 space-y-4">
            {done.map((mode) => {
              const row = rows[mode]
              if (!row) return null
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
      {children}
    </>
  )
}

function RunStatus({
  row,
  running,
  progress,
  guess,
  means,
}: {
  readonly row: Row | undefined
  readonly running: boolean
  readonly progress: Progress | null
  readonly guess: Outcome | undefined
  readonly means: Means
}) {
  if (running) {
    return (
      <span className="text-sm text-muted tabular-nums">
        {progress ? `Running: ${count.format(progress.done)} of ${count.format(progress.of)}` : 'Running…'}
      </span>
    )
  }
  if (!row) return <span className="text-sm text-muted">Not run yet</span>
  if ('failed' in row) return <Badge tone="bad">Failed</Badge>
  const { outcome } = row.result
  return (
    <span className="flex flex-wrap items-center gap-2">
      <OutcomeBadge outcome={outcome} means={means} />
      <LetIn of={row.result} means={means} />
      {guess && outcome !== 'not_applicable' ? (
        <span className="text-sm text-muted">{guess === outcome ? 'as you predicted' : `you predicted: ${outcomeText(guess, means)}`}</span>
      ) : null}
    </span>
  )
}

const stopped = (signal: AbortSignal) => signal.aborted
