import { bytesText, microsText } from '@/app/_wire/quantity'
import type { WireDetail } from '@/lib/xray/wire-log'
import { differences, type Compared, type Line } from './differences'
import { KINDS, verdictSentence } from './words'

/** Two requests of one session side by side: first what differs, then, folded, what does not. */
export function Comparison({ older, newer }: { readonly older: WireDetail; readonly newer: WireDetail }) {
  const lines = differences(linesOf(older), linesOf(newer))
  const different = lines.filter(({ differs }) => differs)
  const same = lines.filter(({ differs }) => !differs)
  return (
    <>
      <section>
        <h3 className="mb-2 text-lg font-semibold">
          What differs: {different.length} of {lines.length} lines
        </h3>
        <Lines caption="What differs" lines={different} />
      </section>
      <details>
        <summary className="cursor-pointer py-1 font-medium">What is the same: {same.length} lines</summary>
        <div className="mt-2 text-muted">
          <Lines caption="What is the same" lines={same} />
        </div>
      </details>
    </>
  )
}

/** Long headers must not push one side out of sight. */
function Lines({ caption, lines }: { readonly caption: string; readonly lines: readonly Compared[] }) {
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="text-left text-muted">
          <th scope="col" className="w-1/4 py-1.5 pr-3">
            Line
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
          <tr key={name} className="border-t border-line align-top">
            <th scope="row" className="py-1.5 pr-3 text-left font-medium wrap-anywhere">
              {name}
            </th>
            {[before, after].map((text, side) => (
              <td key={side} className="py-1.5 pr-3 font-mono text-[0.8125rem] wrap-anywhere whitespace-pre-line">
                {text === null ? <span className="text-muted">absent</span> : differs ? <Marked text={text} /> : text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Marked = ({ text }: { readonly text: string }) => <mark className="rounded-sm bg-accent-soft px-0.5 text-ink">{text}</mark>

function linesOf({ entry, xray, given }: WireDetail): readonly Line[] {
  const { at, method, path, kind, status, bytes, check, ms } = entry
  const { credential, headers } = xray.request
  return [
    ['When', `${at.slice(0, 10)} ${at.slice(11, 23)} UTC`],
    ['Request', `${method} ${path}`],
    ['Kind', KINDS[kind]],
    ['Status', String(status)],
    ['Verdict', verdictSentence(entry)],
    ['Sent', bytesText(bytes)],
    ['Credential', credential && `${credential.shown}, ${bytesText(credential.bytes)}`],
    ['The check', check && `${microsText(check.p50)}, p50 of ${String(check.n)}`],
    ['Answered after', `${String(ms)} ms`],
    ...headers.map(([name, value]): Line => [`Header ${name.toLowerCase()}`, value]),
    ...xray.response.headers.filter(([name]) => name === 'set-cookie').map(([name, value]): Line => [`Answer: ${name}`, value]),
    ...given.map((token): Line => ['Answer: access_token', token]),
    ...xray.trace.map(({ at: where, label, detail }): Line => [`Step: ${label}`, `${where}. ${detail}`]),
  ]
}
