import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import { UtcTime } from '@/app/_wire/utc-time'
import { inWords } from '@/lib/duration'
import type { SignedOut } from '@/lib/xray/signed-out'

/** What the server promised when it was asked to sign out, and what a check of the same credential came to right after. */
export function PromiseCard({ promise, at, after }: Pick<SignedOut, 'promise'> & Partial<Pick<SignedOut, 'at' | 'after'>>) {
  const now = promise.takesEffect === 'now'
  return (
    <Card as="section" aria-labelledby="promise" className={now ? 'border-accent!' : 'border-bad!'}>
      <h2 id="promise" className="text-xl font-semibold text-balance">
        {now ? 'A copy of your credential is refused from now on' : 'A copy of your credential may still be accepted'}
      </h2>
      {now ? (
        <p className="mt-2">
          The server promised: takes effect now. Whoever kept a copy gets 401 with their next request.
        </p>
      ) : (
        <p className="mt-2">
          The server promised: nothing is accepted after <UtcTime at={Date.parse(promise.at)} />
          {at === undefined ? null : <>, which is {inWords(Date.parse(promise.at) - at)} after you signed out</>}. {promise.why}
        </p>
      )}
      {after === undefined ? null : (
        <p className="mt-3 border-t border-line pt-3 text-sm">
          <span className="font-medium">Tried at once:</span> right after signing you out, this server checked the very same credential again. It was{' '}
          {after === 'accepted' ? (
            <strong className="text-bad">accepted</strong>
          ) : (
            <>
              refused: <TextLink href={`/docs/errors/${after}`} prefetch={false}><Code>{after}</Code></TextLink>
            </>
          )}
          .
        </p>
      )}
    </Card>
  )
}
