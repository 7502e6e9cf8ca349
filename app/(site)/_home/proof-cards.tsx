import { Suspense, type ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { Notice } from '@/app/_ui/notice'
import { getColumns, type Column } from '@/lib/compare/comparison'
import { afterText } from '@/lib/compare/questions'

const whole = new Intl.NumberFormat('en')
const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** Ready figures stand in the page itself, so they need no script; figures still being measured are streamed. */
export async function Measured() {
  // Nothing measured is a gap on this page, not a reason to lose it.
  const measuring = getColumns(['none'], { lab: false }).catch(() => null)
  const later = new Promise<'later'>((resolve) => setTimeout(resolve, 0, 'later'))
  const ready = await Promise.race([measuring, later])
  if (ready !== 'later') return <ProofCards columns={ready} />
  return (
    <Suspense fallback={<ProofSkeleton />}>
      <Arriving measuring={measuring} />
    </Suspense>
  )
}

async function Arriving({ measuring }: { readonly measuring: Promise<readonly Column[] | null> }) {
  return <ProofCards columns={await measuring} />
}

/** Three claims with the numbers behind them, measured on this machine by running every mode. */
function ProofCards({ columns }: { readonly columns: readonly Column[] | null }) {
  const [first] = columns ?? []
  if (!columns || !first) {
    return (
      <Notice title="Nothing was measured" className="mt-5 max-w-2xl">
        <p>The run failed on this server. Reload this page to try again.</p>
      </Notice>
    )
  }
  const most = Math.max(...columns.map(({ measures }) => measures.credential.bytesPerRequest), 1)
  const iso = new Date(first.measuredAt).toISOString()
  const when = <time dateTime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`}</time>

  return (
    <ul className="mt-5 grid gap-4 lg:grid-cols-3">
      <Proof
        title="What each request carries"
        columns={['Mode', 'Bytes per request']}
        how={<>The header line with the credential, <Code>Cookie: …</Code> or <Code>Authorization: …</Code>, of one signed-in client, {when}.</>}
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
        columns={['Mode', 'p50', 'p95']}
        how={
          <>
            Microseconds (µs) for one check of a good credential, n = {whole.format(first.measures.check.micros.n)} per mode, in this process over
            a store in memory, {when}. p50: half were faster; p95: 19 of 20 were.
          </>
        }
        rows={columns.map(({ mode, measures: { check } }) => ({
          mode,
          cells: (
            <>
              <td className="py-2 text-right tabular-nums">{oneDigit.format(check.micros.p50)} µs</td>
              <td className="py-2 pl-3 text-right tabular-nums">{oneDigit.format(check.micros.p95)} µs</td>
            </>
          ),
        }))}
      />
      <Proof
        title="A copy, used after sign-out"
        columns={['Mode', 'The copy was refused']}
        how={<>In each mode: signed in, copied what travels, signed out, used and renewed the copy until it was refused, on a clock that the run turned, {when}.</>}
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

/** The cards' outline while the first run is under way. */
function ProofSkeleton() {
  return (
    <div role="status" className="mt-5 grid gap-4 lg:grid-cols-3">
      <p className="text-sm text-muted lg:col-span-3">
        Measuring on this server, for the first time in a while.
        <span className="hidden noscript:inline"> Without JavaScript, reload this page in a few seconds.</span>
      </p>
      {['bytes', 'time', 'replay'].map((card) => (
        <Card key={card} aria-hidden className="h-72 animate-pulse motion-reduce:animate-none">
          <div className="h-5 w-2/3 rounded bg-sunken" />
          <div className="mt-6 h-32 rounded bg-sunken" />
          <div className="mt-6 h-8 rounded bg-sunken" />
        </Card>
      ))}
    </div>
  )
}
