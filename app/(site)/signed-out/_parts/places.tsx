import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { PlaceMark } from '@/app/_ui/place-mark'
import { bytesText } from '@/app/_wire/quantity'
import type { ModeFacts, Place, StateEntry } from '@/lib/auth/contract'
import type { SignedOut } from '@/lib/xray/signed-out'

/** Each thing that existed because somebody was signed in, struck out where it is gone. */
export function Places({ done: { before, cleared }, facts }: { readonly done: Pick<SignedOut, 'before' | 'cleared'>; readonly facts: ModeFacts }) {
  const of = (place: Place) => before.filter(({ where }) => where === place)
  const listed = facts.checkReads === 'revocation-list'
  return (
    <section aria-labelledby="places">
      <h2 id="places" className="text-xl font-semibold">
        What signing out removed
      </h2>
      <ul className="mt-4 grid gap-4 lg:grid-cols-3">
        <Lane place="browser">
          {of('browser').map((entry) => (
            <Struck key={entry.what} entry={entry} fate="removed" />
          ))}
          {cleared.length > 0 ? (
            <li className="text-sm">
              <p className="text-muted">Removed by this answer:</p>
              {cleared.map((line) => (
                <code key={line} className="mt-1 block rounded bg-sunken px-2 py-1.5 font-mono text-xs wrap-anywhere">
                  Set-Cookie: {line}
                </code>
              ))}
            </li>
          ) : null}
        </Lane>
        <Lane place="server">
          {of('server').map((entry) => (
            <Stays key={entry.what} what={entry.what} because="It serves every session, so it stays." />
          ))}
          {of('server').length === 0 ? <Nothing says="This server's memory held nothing of the session." /> : null}
        </Lane>
        <Lane place="store">
          {of('store').map((entry) => (
            <Struck key={entry.what} entry={entry} fate="marked as ended" />
          ))}
          {listed ? <Stays what="A new entry on the revocation list" because="Written by this sign-out. Every check reads the list, and finds that this session is over." fate="written" /> : null}
          {of('store').length === 0 && !listed ? <Nothing says="The store had no row of this session, so there was nothing to end: that is why a copy outlives the sign-out." /> : null}
        </Lane>
      </ul>
    </section>
  )
}

function Lane({ place, children }: { readonly place: Place; readonly children: ReactNode }) {
  return (
    <Card as="li" className="p-4! sm:p-5!">
      <h3>
        <PlaceMark place={place} />
      </h3>
      <ul className="mt-3 space-y-4">{children}</ul>
    </Card>
  )
}

function Struck({ entry: { what, bytes }, fate }: { readonly entry: StateEntry; readonly fate: string }) {
  return (
    <li className="text-sm">
      <del className="text-muted wrap-anywhere">{what}</del>
      <p className="mt-1.5 flex flex-wrap gap-1.5">
        <Badge tone="accent">{fate}</Badge>
        {bytes === null ? null : <Badge>{bytesText(bytes)}</Badge>}
      </p>
    </li>
  )
}

function Stays({ what, because, fate = 'stays' }: { readonly what: string; readonly because: string; readonly fate?: string }) {
  return (
    <li className="text-sm">
      <p className="font-medium wrap-anywhere">{what}</p>
      <p className="mt-1.5">
        <Badge>{fate}</Badge>
      </p>
      <p className="mt-1 text-muted">{because}</p>
    </li>
  )
}

function Nothing({ says }: { readonly says: string }) {
  return <li className="text-sm text-muted">{says}</li>
}
