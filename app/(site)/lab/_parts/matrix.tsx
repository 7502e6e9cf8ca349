'use client'

import { Button } from '@/app/_ui/button'
import type { ModeName } from '@/lib/auth/modes'
import type { Revocation } from './client'
import { MatrixRow, type Listed } from './matrix-row'
import { useRunAll } from './run-all'

export interface Group {
  readonly id: string
  readonly title: string
  readonly says: string
  readonly rows: readonly Listed[]
}

/** Every experiment by every mode, as recorded and, once it was run here, as it came out here. */
export function Matrix({ groups, modes, revocation }: { readonly groups: readonly Group[]; readonly modes: readonly ModeName[]; readonly revocation: Revocation }) {
  const { here, running, stopped, run, stop, clear } = useRunAll(revocation)
  const pairs = groups.flatMap(({ rows }) => rows.flatMap(({ id }) => modes.map((mode) => ({ id, mode }))))
  const done = Object.values(here)
  const failed = done.filter((row) => row && 'failed' in row).length
  const canClear = running === null && done.length > 0
  const title = running && groups.flatMap(({ rows }) => rows).find(({ id }) => id === running.id)?.title
  const counted = `${String(done.length)} of ${String(pairs.length)} runs`
  return (
    <>
      <div className="mt-6 rounded-lg border border-line bg-surface p-4 noscript:hidden">
        {/* Buttons of this page are never `disabled`: one that is loses the focus of whoever pressed it. */}
        <div className="flex flex-wrap gap-3">
          <Button
            variant="primary"
            aria-disabled={running !== null || undefined}
            onClick={() => {
              run(pairs)
            }}
          >
            Run all
          </Button>
          <Button aria-disabled={running === null || undefined} className="aria-disabled:cursor-not-allowed!" onClick={stop}>
            Stop
          </Button>
          <Button
            aria-disabled={!canClear || undefined}
            className="aria-disabled:cursor-not-allowed!"
            onClick={() => {
              if (canClear) clear()
            }}
          >
            Show the recorded outcomes
          </Button>
        </div>
        {running ? (
          <p className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm tabular-nums">
            <progress aria-label="Runs" max={pairs.length} value={done.length} className="h-2 w-48 accent-accent" />
            <span>
              {counted}. Running: {title}, <span className="font-mono">{running.mode}</span>
            </span>
          </p>
        ) : (
          <p className="mt-3 text-sm text-muted text-pretty">
            {pairs.length} runs on this server, one after the other. It takes about a minute, and fills the table as it goes.
          </p>
        )}
        <p role="status" className="mt-2 text-sm empty:hidden">
          {running === null && done.length > 0 ? `${stopped ? 'Stopped after' : 'Finished:'} ${counted}${failed > 0 ? `, of which ${String(failed)} failed` : ''}.` : ''}
        </p>
      </div>

      {/* A table that is set in blocks is none to some browsers, unless its parts say what they are. */}
      <table role="table" aria-label="Outcomes by experiment and mode" className="mt-8 block w-full text-sm lg:table">
        <thead role="rowgroup" className="max-lg:sr-only">
          <tr role="row">
            <th role="columnheader" scope="col" className="w-1/4 py-2 text-left font-medium">
              Experiment
            </th>
            {modes.map((mode) => (
              <th role="columnheader" key={mode} scope="col" className="px-2 py-2 text-left font-mono font-medium">
                {mode}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody role="rowgroup" key={group.id} className="block lg:table-row-group">
            <tr role="row" className="block lg:table-row">
              <th role="rowheader" scope="rowgroup" colSpan={modes.length + 1} className="block pt-8 pb-3 text-left lg:table-cell">
                <h2 className="text-xl font-semibold tracking-tight">{group.title}</h2>
                <p className="font-normal text-muted">{group.says}</p>
              </th>
            </tr>
            {group.rows.map((row) => (
              <MatrixRow key={row.id} row={row} modes={modes} revocation={revocation} here={here} running={running} />
            ))}
          </tbody>
        ))}
      </table>
    </>
  )
}
