/** A stretch of a line, both ends in percent. Decoration: the figures stand beside it as text. */
export function Bar({
  from = 0,
  to,
  className,
}: {
  readonly from?: number
  readonly to: number
  /** The fill of the stretch. */
  readonly className: string
}) {
  // Wide enough to be seen, and never beyond the end.
  const width = Math.min(100, Math.max(0.75, to - from))
  const x = Math.min(from, 100 - width)
  return (
    <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" className="h-1.5 w-full rounded-full">
      <rect x="0" y="0" width="100" height="1" className="fill-sunken" />
      <rect x={x.toFixed(2)} y="0" width={width.toFixed(2)} height="1" className={className} />
    </svg>
  )
}
