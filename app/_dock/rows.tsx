'use client'

import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { microsText } from '@/app/_wire/quantity'
import type { WireEntry } from '@/lib/xray/wire-log'
import { Bytes } from './bytes'
import { KINDS, verdictOf } from './words'

const cell = 'py-1 pr-3 text-left align-middle'
/** Left out where there is no room: the X-ray says it all. */
const wide = `${cell} max-md:hidden`

/** The requests as a table, the newest first. Two of them can be compared. */
export function Rows({
  entries,
  live,
  onShow,
}: {
  readonly entries: readonly WireEntry[]
  /** Whether a script can answer a press. */
  readonly live: boolean
  readonly onShow: (ids: readonly number[]) => void
}) {
  const [chosen, setChosen] = useState<readonly number[]>([])
  if (entries.length === 0) return <p className="py-2">No request is recorded yet.</p>
  const most = Math.max(...entries.map(({ bytes }) => bytes))
  const both = chosen.filter((id) => entries.some((entry) => entry.id === id))

  function choose(id: number, wanted: boolean) {
    setChosen(wanted ? [...both, id].slice(-2) : both.filter((other) => other !== id))
  }

  return (
    <>
      {live ? (
        <p className="flex flex-wrap items-center gap-3 pb-1">
          <Button
            size="sm"
            aria-disabled={both.length < 2 || undefined}
            onClick={() => {
              if (both.length === 2) onShow([...both].sort((a, b) => a - b))
            }}
          >
            Compare two requests
          </Button>
          <span role="status" className="text-muted">
            {both.length === 0 ? 'Tick two of them.' : both.length === 1 ? 'One is ticked. Tick another.' : 'Two are ticked.'}
          </span>
        </p>
      ) : null}
      <table className="w-full border-collapse">
        <caption className="sr-only">Your last requests, the newest first</caption>
        <thead className="text-xs text-muted">
          <tr>
            {live ? (
              <th scope="col" className={cell}>
                <span className="sr-only">Compare</span>
              </th>
            ) : null}
            <th scope="col" className={wide}>
              Time, UTC
            </th>
            <th scope="col" className={cell}>
              Request
            </th>
            <th scope="col" className={cell}>
              Status
            </th>
            <th scope="col" className={cell}>
              Verdict
            </th>
            <th scope="col" className={wide}>
              Credential, of all bytes sent
            </th>
            <th scope="col" className={`${wide} text-right!`}>
              Check, p50
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const { id, at, method, path, kind, status, reason, check } = entry
            const name = `${method} ${path}`
            return (
              <tr key={id} className="border-t border-line">
                {live ? (
                  <td className={cell}>
                    <label className="inline-flex size-6 cursor-pointer items-center justify-center">
                      <input
                        type="checkbox"
                        checked={both.includes(id)}
                        onChange={({ currentTarget }) => {
                          choose(id, currentTarget.checked)
                        }}
                        className="size-4 accent-accent"
                      />
                      <span className="sr-only">
                        Compare {name} of {clock(at)}
                      </span>
                    </label>
                  </td>
                ) : null}
                <td className={`${wide} whitespace-nowrap`}>
                  <time dateTime={at} className="font-mono text-[0.8125rem] tabular-nums">
                    {clock(at)}
                  </time>
                </td>
                <td className={cell}>
                  {live ? (
                    <button
                      type="button"
                      title={KINDS[kind]}
                      aria-haspopup="dialog"
                      onClick={() => {
                        onShow([id])
                      }}
                      className="min-h-6 cursor-pointer text-left font-mono text-[0.8125rem] wrap-anywhere text-accent underline decoration-accent/40 underline-offset-4 hover:decoration-accent"
                    >
                      {name}
                    </button>
                  ) : (
                    <span className="font-mono text-[0.8125rem] wrap-anywhere">{name}</span>
                  )}
                </td>
                <td className={`${cell} font-mono text-[0.8125rem] tabular-nums`}>{status}</td>
                <td className={`${cell} text-[0.8125rem] ${reason === null ? '' : 'text-bad'}`}>{verdictOf(entry)}</td>
                <td className={wide}>
                  <Bytes entry={entry} most={most} />
                </td>
                <td className={`${wide} text-right! font-mono text-[0.8125rem] whitespace-nowrap tabular-nums`}>{check ? microsText(check.p50) : '–'}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}

/** Of an ISO 8601 time, the hours, minutes and seconds. */
const clock = (iso: string) => iso.slice(11, 19)
