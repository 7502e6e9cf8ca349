import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { afterText } from '@/lib/compare/questions'
import { recordedColumns } from '@/lib/compare/recording'

const whole = new Intl.NumberFormat('en')
const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** Three claims with the numbers behind them, as recorded by running every mode. */
export function ProofCards() {
  const columns = recordedColumns('none')
  const most = Math.max(...columns.map(({ measures }) => measures.credential.bytesPerRequest), 1)
  const rounds = columns[0]?.measures.check.micros.n ?? 0

  return (
    <ul className="mt-5 grid gap-4 lg:grid-cols-3">
      <Proof
        title="What each request carries"
        columns={['Mode', 'Bytes per request']}
        how={<>The header line with the credential, <Code>Cookie: …</Code> or <Code>Authorization: …</Code>, of one signed-in client.</>}
        rows={columns.map(({ mode, measures: { credential } }) => ({
          mode,
          cells: (
            <td className="py-2 text-right tabular-nums">
              {whole.format(credential.bytesPerRequest)} bytes
              <svg aria-hidden="true" width="100%" height="4" className="mt-1 rounded-full bg-sunken">
                <rect
                  width={`${((100 * credential.bytesPerRequest) / most).toFixed(1)}%`}
                  height="4"
                  rx="2"
                  className="fill-browser-mark"
                />
              </svg>
            </td>
          ),
        }))}
      />
      <Proof
        title="What one check costs"
        columns={['Mode', 'At first', 'Again']}
        how={
          <>
            Microseconds (µs) for one check of a credential that the process has not seen before, and of one that it has: a process
            remembers what it has opened. Median; n = {whole.format(rounds)} per mode, from the calmest pass, with the store in memory.
          </>
        }
        rows={columns.map(({ mode, measures: { check } }) => ({
          mode,
          cells: (
            <>
              <td className="py-2 text-right tabular-nums">{oneDigit.format(check.first.p50)} µs</td>
              <td className="py-2 pl-3 text-right tabular-nums">{oneDigit.format(check.micros.p50)} µs</td>
            </>
          ),
        }))}
      />
      <Proof
        title="A copy, used after sign-out"
        columns={['Mode', 'The copy was refused']}
        how={<>In each mode, the run signed in, copied the credential, signed out, then used and renewed the copy until it was refused, on a clock that the run moved forward.</>}
        rows={columns.map(({ mode, measures: { control } }) => ({
          mode,
          cells: (
            <td className="py-2 text-right">
              <Badge tone={control.signOut.untilMs > 0 ? 'bad' : 'neutral'}>{afterText(control.signOut.untilMs)}</Badge>
            </td>
          ),
        }))}
      />
    </ul>
  )
}

function Proof({
  title,
  columns,
  rows,
  how,
}: {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly mode: string; readonly cells: ReactNode }[]
  readonly how: ReactNode
}) {
  return (
    <Card as="li" className="flex flex-col">
      <h3 className="font-semibold">{title}</h3>
      <table className="mt-3 w-full text-sm">
        <thead>
          <tr className="border-b border-line text-muted">
            {columns.map((column, at) => (
              <th
                key={column}
                scope="col"
                className={at === 0 ? 'py-2 text-left font-normal' : 'py-2 pl-3 text-right font-normal'}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ mode, cells }) => (
            <tr key={mode} className="border-b border-line align-top last:border-0">
              <th scope="row" className="py-2 pr-3 text-left font-mono font-normal">
                {mode}
              </th>
              {cells}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-auto pt-4 text-xs text-muted text-pretty">{how}</p>
    </Card>
  )
}
