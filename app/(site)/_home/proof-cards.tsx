import { Suspense, type ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { Notice } from '@/app/_ui/notice'
import { getProofs, type Proofs } from '@/lib/compare/proofs'

const whole = new Intl.NumberFormat('en')
const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** Ready figures stand in the page itself, so they need no script; figures still being measured are streamed. */
export async function Measured() {
  // Nothing measured is a gap on this page, not a reason to lose it.
  const measuring = getProofs().catch(() => null)
  const later = new Promise<'later'>((resolve) => setTimeout(resolve, 0, 'later'))
  const ready = await Promise.race([measuring, later])
  if (ready !== 'later') return <ProofCards proofs={ready} />
  return (
    <Suspense fallback={<ProofSkeleton />}>
      <Arriving measuring={measuring} />
    </Suspense>
  )
}

async function Arriving({ measuring }: { readonly measuring: Promise<Proofs | null> }) {
  return <ProofCards proofs={await measuring} />
}

/** Three claims with the numbers behind them, measured on this machine by running every mode. */
function ProofCards({ proofs }: { readonly proofs: Proofs | null }) {
  if (!proofs) {
    return (
      <Notice title="Nothing was measured" className="mt-5 max-w-2xl">
        <p>The run failed on this server. Reload this page to try again.</p>
      </Notice>
    )
  }
  const { measuredAt, rounds, rows } = proofs
  const most = Math.max(...rows.map(({ bytesPerRequest }) => bytesPerRequest), 1)
  const iso = new Date(measuredAt).toISOString()
  const when = <time dateTime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`}</time>

  return (
    <ul className="mt-5 grid gap-4 lg:grid-cols-3">
      <Proof
        title="What each request carries"
        columns={['Mode', 'Bytes per request']}
        how={<>The header line with the credential, <Code>Cookie: …</Code> or <Code>Authorization: …</Code>, of one signed-in client, {when}.</>}
        rows={rows.map(({ mode, bytesPerRequest }) => ({
          mode,
          cells: (
            <td className="py-2 text-right tabular-nums">
              {whole.format(bytesPerRequest)} bytes
              <svg aria-hidden="true" width="100%" height="4" className="mt-1 rounded-full bg-sunken">
                <rect
                  width={`${((100 * bytesPerRequest) / most).toFixed(1)}%`}
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
            Microseconds (µs) for one check of a good credential, n = {whole.format(rounds)} per mode, in this process over
            a store in memory, {when}. p50: half were faster; p95: 19 of 20 were.
          </>
        }
        rows={rows.map(({ mode, checkMicrosP50, checkMicrosP95 }) => ({
          mode,
          cells: (
            <>
              <td className="py-2 text-right tabular-nums">{oneDigit.format(checkMicrosP50)} µs</td>
              <td className="py-2 pl-3 text-right tabular-nums">{oneDigit.format(checkMicrosP95)} µs</td>
            </>
          ),
        }))}
      />
      <Proof
        title="A copy, used after sign-out"
        columns={['Mode', 'The copy was']}
        how={<>In each mode: signed in, copied what travels, signed out, sent the copy, in this process, {when}.</>}
        rows={rows.map(({ mode, replayAfterSignOut }) => ({
          mode,
          cells: (
            <td className="py-2 text-right">
              <Badge tone={replayAfterSignOut === 'let in' ? 'bad' : 'neutral'}>{replayAfterSignOut}</Badge>
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
