import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { PlaceMark } from '@/app/_ui/place-mark'
import type { Place, StateEntry } from '@/lib/auth/contract'
import { bytesText } from './quantity'
import { RecordList } from './record-list'

const lanes = [
  { place: 'browser', says: 'What this browser holds', edge: 'border-l-browser-mark' },
  { place: 'server', says: 'Its memory and keys', edge: 'border-l-server-mark' },
  { place: 'store', says: 'Its rows', edge: 'border-l-store-mark' },
] as const

/** Three lanes: everything that exists because this person is signed in, at the place where it is. */
export function StateMap({
  state,
  stateLives,
  elsewhere = {},
}: {
  readonly state: readonly StateEntry[]
  /** Where this mode keeps the facts; it explains an empty lane. */
  readonly stateLives: Place
  /** Where else on the page the facts of a place are shown; they are shown once. */
  readonly elsewhere?: Partial<Record<Place, string>>
}) {
  return (
    <ul className="space-y-3">
      {lanes.map(({ place, says, edge }) => {
        const entries = state.filter((entry) => entry.where === place)
        return (
          <Card
            as="li"
            key={place}
            className={`grid gap-x-6 gap-y-4 border-l-4 p-4! sm:p-5! md:grid-cols-[8rem_minmax(0,1fr)] ${edge}`}
          >
            <div>
              <h3>
                <PlaceMark place={place} />
              </h3>
              <p className="text-sm text-muted">{says}</p>
            </div>
            {entries.length > 0 ? (
              <ul className="min-w-0 space-y-5">
                {entries.map((entry) => (
                  <Entry key={entry.what} entry={entry} elsewhere={elsewhere[place]} />
                ))}
              </ul>
            ) : (
              <p className="text-sm">
                <span className="font-medium">Nothing:</span> {emptyBecause(place, stateLives, state.length === 0)}
              </p>
            )}
          </Card>
        )
      })}
    </ul>
  )
}

function Entry({ entry, elsewhere }: { readonly entry: StateEntry; readonly elsewhere: string | undefined }) {
  const facts = Object.keys(entry.content).length
  return (
    <li>
      <p className="text-sm font-medium wrap-anywhere">{entry.what}</p>
      <p className="mt-1.5 flex flex-wrap gap-1.5">
        <Badge>{entry.bytes === null ? 'no size of its own' : bytesText(entry.bytes)}</Badge>
        <Badge tone={entry.readableByScript ? 'bad' : 'neutral'}>
          readable by script: {entry.readableByScript ? 'yes' : 'no'}
        </Badge>
      </p>
      {facts > 0 && elsewhere ? (
        <p className="mt-2 text-sm text-muted">
          {facts} {facts === 1 ? 'fact' : 'facts'}, shown under “{elsewhere}”.
        </p>
      ) : null}
      {facts > 0 && !elsewhere ? (
        <div className="mt-3">
          <RecordList record={entry.content} />
        </div>
      ) : null}
    </li>
  )
}

function emptyBecause(place: Place, stateLives: Place, nobody: boolean): string {
  if (nobody) return "this request was not accepted, so nothing here belongs to it."
  if (place === 'browser') return 'this request carried no credential that the server could see.'
  if (place === 'server')
    return 'no session is kept in memory, and no key is needed. The server asks the store each time.'
  return stateLives === 'store'
    ? 'there is no row behind this request.'
    : 'no row is kept for this session. The credential itself carries every fact about it.'
}
