/** A moment in UTC, to the second. Takes ms since epoch. */
export function UtcTime({ at }: { readonly at: number }) {
  const iso = new Date(at).toISOString()
  return (
    <time dateTime={iso} className="tabular-nums">
      {iso.slice(0, 10)} {iso.slice(11, 19)} UTC
    </time>
  )
}
