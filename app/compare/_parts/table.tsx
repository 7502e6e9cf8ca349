'use client'

import { useEffect, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { cn } from '@/app/_ui/cn'
import { Notice } from '@/app/_ui/notice'
import { TextLink } from '@/app/_ui/text-link'
import { UtcTime } from '@/app/_wire/utc-time'
import type { ModeName } from '@/lib/auth/contract'
import { CRITERIA, type Cell, type Shown } from '@/lib/compare/criteria'

type Standing = Readonly<Record<string, 'running' | { readonly failed: string }>>

/** The six criteria, the modes side by side. Every cell can be measured again, and says what it rests on. */
export function Comparison({ initial, lab }: { readonly initial: readonly Shown[]; readonly lab: boolean }) {
  const [columns, setColumns] = useState(initial)
  const [standing, setStanding] = useState<Standing>({})
  const [said, setSaid] = useState('')

  async function run({ mode, revocation }: Shown, anew: boolean) {
    setStanding((before) => ({ ...before, [mode]: 'running' }))
    const answer = await ask({ mode, revocation, anew })
    setStanding(({ [mode]: _, ...others }) => ('failed' in answer ? { ...others, [mode]: answer } : others))
    if ('failed' in answer) return
    setColumns((before) => before.map((column) => (column.mode === mode ? answer : column)))
    if (anew) setSaid(`${mode} was measured again.`)
  }

  useEffect(() => {
    // The attacks take seconds, so the page does not wait for them.
    if (!lab) return
    const here = { still: true }
    void (async () => {
      for (const column of initial) if (here.still) await run(column, false)
    })()
    return () => {
      here.still = false
    }
  }, [initial, lab])

  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      <ol className="space-y-10">
        {CRITERIA.map(({ id, asks }, at) => (
          <li key={id} id={id}>
            <h3 className="flex items-baseline gap-3 text-xl font-semibold tracking-tight text-balance">
              <span className="font-mono text-base font-normal text-muted">{at + 1}</span>
              {asks}
            </h3>
            <ul className="mt-4 grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
              {columns.map((column) => (
                <CellCard
                  key={column.mode}
                  mode={column.mode}
                  revocation={column.revocation}
                  cell={column.cells[id]}
                  measuredAt={column.measuredAt}
                  standing={standing[column.mode]}
                  pending={id === 'attacks' && lab && column.cells[id].experiments.length === 0 && standing[column.mode] === 'running'}
                  lab={lab}
                  onRun={() => {
                    void run(column, true)
                  }}
                />
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </>
  )
}

function CellCard({
  mode,
  revocation,
  cell,
  measuredAt,
  standing,
  pending,
  lab,
  onRun,
}: {
  readonly mode: ModeName
  readonly revocation: Shown['revocation']
  readonly cell: Cell
  readonly measuredAt: number
  readonly standing: Standing[string] | undefined
  readonly pending: boolean
  readonly lab: boolean
  readonly onRun: () => void
}) {
  const running = standing === 'running'
  return (
    <Card as="li" className="flex flex-col p-4 sm:p-4">
      <p className="font-mono text-sm text-muted">{mode}</p>
      <p className={cn('mt-1 font-semibold text-balance first-letter:uppercase', pending ? 'text-muted' : '')}>{pending ? 'Running…' : cell.word}</p>
      <p className="mt-0.5 text-sm tabular-nums">{pending ? 'every experiment of the lab' : cell.figure}</p>
      {standing !== undefined && standing !== 'running' ? (
        <Notice tone="bad" title="Not measured" className="mt-3">
          <p>{standing.failed}</p>
        </Notice>
      ) : null}
      <details className="mt-3 text-sm">
        <summary className="inline-flex min-h-8 cursor-pointer items-center text-accent underline decoration-accent/40 underline-offset-4">
          Evidence<span className="sr-only"> for {mode}</span>
        </summary>
        <ul className="mt-2 space-y-1.5">
          {cell.details.map((detail) => (
            <li key={detail} className="wrap-anywhere">
              {detail}
            </li>
          ))}
        </ul>
        {lab && cell.experiments.length > 0 ? (
          <ul className="mt-3 space-y-1 border-t border-line pt-3">
            {cell.experiments.map((id) => (
              <li key={id}>
                <TextLink href={`/lab/${id}?revocation=${revocation}`} prefetch={false} className="wrap-anywhere">
                  {id}
                </TextLink>
              </li>
            ))}
          </ul>
        ) : null}
        <p className="mt-3 text-muted">
          Measured <UtcTime at={measuredAt} />
        </p>
      </details>
      <div className="mt-auto pt-3">
        <Button size="sm" aria-disabled={running || undefined} onClick={running ? undefined : onRun}>
          {running ? 'Running…' : 'Run'}
          <span className="sr-only"> {mode} again</span>
        </Button>
      </div>
    </Card>
  )
}

async function ask(wanted: { mode: ModeName; revocation: 'none' | 'list'; anew: boolean }): Promise<Shown | { failed: string }> {
  try {
    const answer = await fetch('/api/compare', {
      method: 'POST',
      cache: 'no-store',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
    })
    const body = (await answer.json()) as unknown
    return answer.ok ? (body as Shown) : { failed: (body as { detail: string }).detail }
  } catch {
    return { failed: 'The server did not answer. Try again.' }
  }
}
