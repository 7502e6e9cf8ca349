import type { ReactNode } from 'react'
import { microsText } from '@/app/_wire/quantity'
import type { WireEntry } from '@/lib/xray/wire-log'
import { Bytes } from './bytes'
import { fold } from './fold'
import { clock, verdictOf } from './words'

const cell = 'py-1 pr-3 text-left align-middle'
/** Left out where there is no room: the X-ray says it all. */
const wide = `${cell} max-md:hidden`
const mono = 'font-mono text-[0.8125rem] tabular-nums'

/** The requests, the newest first. What can be pressed in it, a script adds. */
export function WireTable({
  entries,
  tick,
  nameOf = ({ method, path }) => `${method} ${path}`,
}: {
  readonly entries: readonly WireEntry[]
  readonly tick?: (entry: WireEntry) => ReactNode
  readonly nameOf?: (entry: WireEntry) => ReactNode
}) {
  if (entries.length === 0) return <p className="py-2">No request is recorded yet.</p>
  const most = Math.max(...entries.map(({ bytes }) => bytes))
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">Your last requests, the newest first</caption>
      <thead className="text-xs text-muted">
        <tr>
          {tick ? (
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
        {fold(entries).map(({ entry, times }) => (
          <tr key={entry.id} className="border-t border-line">
            {tick ? <td className={cell}>{tick(entry)}</td> : null}
            <td className={`${wide} ${mono} whitespace-nowrap`}>
              <time dateTime={entry.at}>{clock(entry.at)}</time>
            </td>
            <td className={`${cell} ${mono} wrap-anywhere`}>
              {nameOf(entry)}
              {times > 1 ? <Times times={times} /> : null}
            </td>
            <td className={`${cell} ${mono}`}>{entry.status}</td>
            <td className={`${cell} text-[0.8125rem] ${entry.reason === null ? '' : 'text-bad'}`}>{verdictOf(entry)}</td>
            <td className={wide}>
              <Bytes entry={entry} most={most} />
            </td>
            <td className={`${wide} ${mono} text-right! whitespace-nowrap`}>{entry.check ? microsText(entry.check.p50) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Times({ times }: { readonly times: number }) {
  return (
    <span className="ml-2 whitespace-nowrap text-muted">
      <span aria-hidden>× {times}</span>
      <span className="sr-only">{times} times in a row</span>
    </span>
  )
}
