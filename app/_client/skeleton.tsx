/** The outline of what comes while a script's request is under way. */
export function Skeleton({ rows = 3 }: { readonly rows?: number }) {
  return (
    <div role="status" className="space-y-3 noscript:hidden">
      <p className="sr-only">Asking the server.</p>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} aria-hidden className="h-28 animate-pulse rounded-lg bg-sunken motion-reduce:animate-none" />
      ))}
    </div>
  )
}
