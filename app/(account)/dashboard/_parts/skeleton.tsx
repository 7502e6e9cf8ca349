import { Card } from '@/app/_ui/card'

/** The outline of what comes while the script's request is under way. */
export function Skeleton({ of }: { readonly of: 'readout' | 'answers' }) {
  if (of === 'readout') {
    return (
      <div role="status" className="noscript:hidden">
        <p className="sr-only">Asking the server with the token.</p>
        <div aria-hidden className="h-[8.75rem] animate-pulse rounded-lg bg-sunken motion-reduce:animate-none" />
      </div>
    )
  }
  return (
    <div aria-hidden className="animate-pulse motion-reduce:animate-none noscript:hidden">
      <div className="mt-6 flex flex-wrap gap-x-8 gap-y-5">
        {['ask', 'role', 'out', 'renew'].map((action) => (
          <div key={action} className="h-24 flex-1 basis-48 rounded-md bg-sunken" />
        ))}
      </div>
      <div className="mt-12 space-y-16 lg:pl-[13.5rem]">
        {['who', 'sent', 'where', 'how'].map((question) => (
          <div key={question}>
            <div className="h-8 w-2/3 rounded bg-sunken" />
            <Card className="mt-5 h-56" />
          </div>
        ))}
      </div>
    </div>
  )
}
