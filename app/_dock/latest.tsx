import { bytesText, microsText } from '@/app/_wire/quantity'
import type { WireEntry } from '@/lib/xray/wire-log'
import { verdictOf } from './words'

/** How many checks the sparkline draws. */
const DRAWN = 24

/** The closed dock: the last request in a line. */
export function Latest({ entries, signedIn }: { readonly entries: readonly WireEntry[]; readonly signedIn: boolean }) {
  const [last] = entries
  if (!last) return <span className="min-w-0 truncate text-muted">{signedIn ? 'No request is recorded yet.' : 'Sign in, and every request that you send appears here.'}</span>
  return (
    <>
      <span className="min-w-0 truncate font-mono text-[0.8125rem]">
        {last.method} {last.path}
      </span>
      <span className="font-mono text-[0.8125rem] tabular-nums">{last.status}</span>
      <span className={last.reason === null ? 'whitespace-nowrap text-muted' : 'whitespace-nowrap text-bad'}>{verdictOf(last)}</span>
      <span className="hidden font-mono text-[0.8125rem] whitespace-nowrap text-muted tabular-nums md:inline">
        {last.credentialBytes === null ? null : bytesText(last.credentialBytes)}
        {last.check ? ` · ${microsText(last.check.p50)}` : null}
      </span>
      <Sparkline entries={entries} />
    </>
  )
}

/** What the last checks took, the newest at the right. Decoration: the list says the same in figures. */
function Sparkline({ entries }: { readonly entries: readonly WireEntry[] }) {
  const took = entries.flatMap(({ check }) => (check ? [check.p50] : [])).slice(0, DRAWN)
  const most = Math.max(...took)
  return (
    <svg viewBox={`0 0 ${String(DRAWN * 4)} 16`} aria-hidden="true" className="ml-auto hidden h-4 w-24 shrink-0 sm:block">
      {took.map((micros, index) => {
        const height = Math.max(1.5, (micros / most) * 16)
        return <rect key={index} x={(DRAWN - 1 - index) * 4} y={(16 - height).toFixed(1)} width="3" height={height.toFixed(1)} className="fill-server-mark" />
      })}
    </svg>
  )
}
