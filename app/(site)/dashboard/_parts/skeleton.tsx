/** The outline of what comes while the script's request is under way. */
export function Skeleton({ of }: { readonly of: 'readout' | 'actions' }) {
  if (of === 'readout') {
    return (
      <div role="status" className="noscript:hidden">
        <p className="sr-only">Asking the server with the token.</p>
        <div aria-hidden className="h-[4.5rem] animate-pulse rounded-lg bg-sunken motion-reduce:animate-none" />
      </div>
    )
  }
  return (
    <div aria-hidden className="flex animate-pulse flex-wrap gap-x-8 gap-y-5 motion-reduce:animate-none noscript:hidden">
      {['ask', 'role', 'out', 'renew'].map((action) => (
        <div key={action} className="h-24 flex-1 basis-48 rounded-md bg-sunken" />
      ))}
    </div>
  )
}
