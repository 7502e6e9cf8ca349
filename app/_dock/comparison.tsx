import { bytesText, microsText } from '@/app/_wire/quantity'
import type { WireDetail } from '@/lib/xray/wire-log'
import { differences, type Line } from './differences'
import { KINDS, verdictSentence } from './words'

/** Two requests of one session in a table: what differs is marked, and in words too. */
export function Comparison({ older, newer }: { readonly older: WireDetail; readonly newer: WireDetail }) {
  const lines = differences(linesOf(older), linesOf(newer))
  const different = lines.filter(({ differs }) => differs).length
  const side = (text: string | null, differs: boolean) => (text === null ? <span className="text-muted">–</span> : differs ? <mark className="rounded-sm bg-accent-soft px-0.5 text-ink">{text}</mark> : text)
  return (
    <>
      <p>
        {different} of {lines.length} lines differ.
      </p>
      {/* Long headers must not push one side out of sight. */}
      <table className="w-full table-fixed border-collapse text-sm">
        <caption className="sr-only">The two requests, line by line</caption>
        <thead>
          <tr className="text-left text-muted">
            <th scope="col" className="w-1/4 py-1.5 pr-3">
              What
            </th>
            <th scope="col" className="py-1.5 pr-3">
              Earlier
            </th>
            <th scope="col" className="py-1.5">
              Later
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, before, after, differs }) => (
            <tr key={name} className={`border-t border-line align-top ${differs ? '' : 'text-muted'}`}>
              <th scope="row" className="py-1.5 pr-3 text-left font-medium wrap-anywhere">
                {name}
                {differs ? <span className="block text-xs text-accent">differs</span> : null}
              </th>
              <td className="py-1.5 pr-3 font-mono text-[0.8125rem] wrap-anywhere">{side(before, differs)}</td>
              <td className="py-1.5 font-mono text-[0.8125rem] wrap-anywhere">{side(after, differs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function linesOf({ entry, xray, given }: WireDetail): readonly Line[] {
  const { at, method, path, kind, status, bytes, check, ms } = entry
  const { credential, headers } = xray.request
  return [
    ['When', `${at.slice(0, 10)} ${at.slice(11, 23)} UTC`],
    ['Request', `${method} ${path}`],
    ['What asked', KINDS[kind]],
    ['Status', String(status)],
    ['Verdict', verdictSentence(entry)],
    ['Sent', bytesText(bytes)],
    ['Credential', credential && `${credential.shown}, ${bytesText(credential.bytes)}`],
    ['The check', check && `${microsText(check.p50)}, p50 of ${String(check.n)}`],
    ['Answered after', `${String(ms)} ms`],
    ...headers.map(([name, value]): Line => [`Header ${name.toLowerCase()}`, value]),
    ...given.map(({ by, line }): Line => [`Answer: ${by}`, line]),
    ...xray.trace.map(({ at: where, label, detail }): Line => [`Step: ${label}`, `${where}. ${detail}`]),
  ]
}
