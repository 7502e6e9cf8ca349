import { bytesText } from '@/app/_wire/quantity'
import type { WireEntry } from '@/lib/xray/wire-log'

/** What was sent, as a bar on the scale of the largest request; the credential's part of it is marked, and both stand beside it. */
export function Bytes({ entry: { bytes, credentialBytes }, most }: { readonly entry: WireEntry; readonly most: number }) {
  const part = (of: number) => ((of / most) * 100).toFixed(2)
  return (
    <span className="flex items-center gap-2">
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" className="h-2 w-24 shrink-0">
        <rect width="100" height="1" className="fill-sunken" />
        <rect width={part(bytes)} height="1" className="fill-line-strong" />
        <rect width={part(credentialBytes ?? 0)} height="1" className="fill-browser-mark" />
      </svg>
      <span className="font-mono text-[0.8125rem] whitespace-nowrap tabular-nums">
        {credentialBytes ?? 0} of {bytesText(bytes)}
      </span>
    </span>
  )
}
