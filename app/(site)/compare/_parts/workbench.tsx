'use client'

import { useState } from 'react'
import { ask } from '@/app/_client/ask'
import { Notice } from '@/app/_ui/notice'
import type { ModeName } from '@/lib/auth/modes'
import type { Criterion, Shown } from '@/lib/compare/criteria'
import { advise, type Answers, type Candidate } from '@/lib/compare/questions'
import { Advice, type Titles } from './advice'
import type { Pair } from './pair'
import { PairChoice } from './pair-choice'
import { Questions } from './questions'
import { Settings } from './settings'
import { Comparison } from './table'

/** The questions, what fits the answers, and the table that the answers mark. With the lab on, any mode can be measured again. */
export function Workbench({
  criteria,
  initially,
  candidates,
  answers: given,
  pair: chosen,
  revocation,
  titles,
}: {
  readonly criteria: readonly Pick<Criterion, 'id' | 'asks'>[]
  /** One for each mode. */
  readonly initially: readonly Shown[]
  readonly candidates: readonly Candidate[]
  readonly answers: Answers
  /** What a narrow screen shows. */
  readonly pair: Pair
  readonly revocation: Shown['revocation']
  /** Of the experiments; null where the lab is off. */
  readonly titles: Titles | null
}) {
  const [answers, setAnswers] = useState(given)
  const [pair, setPair] = useState(chosen)
  const [here, setHere] = useState<readonly Shown[]>([])
  const [running, setRunning] = useState<ModeName | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const columns = initially.map((column) => here.find(({ mode }) => mode === column.mode) ?? column)
  const verdicts = advise(answers, candidates)

  // What needs no list is judged without one.
  const verdictOf = (mode: ModeName) => {
    const found = verdicts.filter(({ candidate }) => candidate.mode === mode)
    return found.find(({ candidate }) => candidate.revocation === revocation) ?? found[0]
  }

  async function measure(mode: ModeName) {
    if (running !== null) return
    setRunning(mode)
    setFailed(null)
    // Whoever stands behind the request is not asked, so nothing of theirs need go along.
    const answer = await ask<Shown>('POST', '/api/compare', { token: null }, { mode, revocation })
    if ('refusal' in answer) setFailed(`${mode}: ${answer.refusal.detail}`)
    else setHere((before) => [...before.filter((column) => column.mode !== mode), answer.body])
    setRunning(null)
  }

  return (
    <>
      <section aria-labelledby="advice" className="mt-10 rounded-lg border border-line bg-surface p-4 sm:p-6">
        <h2 id="advice" className="text-2xl font-semibold tracking-tight">
          Which should I pick?
        </h2>
        <div className="mt-4 grid gap-x-12 gap-y-8 lg:grid-cols-2">
          <Questions
            answers={answers}
            revocation={revocation}
            onAnswer={(now) => {
              setAnswers(now)
              keepInAddress(now)
            }}
          />
          <Advice answers={answers} verdicts={verdicts} titles={titles} />
        </div>
      </section>

      <section aria-labelledby="criteria" className="mt-12">
        <h2 id="criteria" className="text-2xl font-semibold tracking-tight">
          Six questions, every mode
        </h2>
        <Settings path="/compare" current={revocation} kept={answers} />
        <PairChoice pair={pair} modes={initially.map(({ mode }) => mode)} kept={{ ...answers, revocation }} onChange={setPair} />
        {titles === null ? null : (
          <p className="mt-4 max-w-3xl text-sm text-muted text-pretty noscript:hidden">
            “Measure” runs a mode again on this server: it is called from a second process and attacked with the whole lab, which takes a few seconds.
          </p>
        )}
        <p role="status" className="mt-2 text-sm text-muted empty:hidden">
          {running !== null ? `Measuring ${running}…` : here.length > 0 ? `Measured here: ${here.map(({ mode }) => mode).join(', ')}. The others are as recorded.` : ''}
        </p>
        {failed === null ? null : (
          <Notice role="alert" tone="bad" title="Not measured" className="mt-3">
            <p>{failed}</p>
          </Notice>
        )}
        <Comparison
          criteria={criteria}
          columns={columns}
          here={here}
          pair={pair}
          verdictOf={Object.keys(answers).length > 0 ? verdictOf : null}
          lab={titles !== null}
          running={running}
          onMeasure={(mode) => void measure(mode)}
        />
      </section>
    </>
  )
}

/** So that what one sees can be shared and comes back, without asking the server for it. */
function keepInAddress(answers: Answers): void {
  const { searchParams, pathname, hash } = new URL(window.location.href)
  for (const id of ['end', 'verifier', 'client', 'lookup'] as const) {
    const value = answers[id]
    if (value === undefined) searchParams.delete(id)
    else searchParams.set(id, value)
  }
  window.history.replaceState(null, '', `${pathname}?${searchParams.toString()}${hash}`)
}
