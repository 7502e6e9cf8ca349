import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { PlaceMark } from '@/app/_ui/place-mark'
import type { Place, StateEntry } from '@/lib/auth/contract'
import { bytesText } from './quantity'
import { RecordList } from './record-list'

const lanes = [
  { place: 'browser', says: 'What this browser holds', top: 'border-t-browser-mark' },
  { place: 'server', says: 'The server\'s memory and keys', top: 'border-t-server-mark' },
  { place: 'store', says: 'Rows, on disk', top: 'border-t-store-mark' },
] as const

/** Three lanes: everything that exists because this person is signed in, at the place where it is. */
export function StateMap({
  state,
  stateLives,
}: {
  readonly state: readonly StateEntry[]
  /** Where this mode keeps the facts; it explains an empty lane. */
  readonly stateLives: Place
}) {
  return (
    <ul className="grid gap-4 xl:grid-cols-3">
      {lanes.map(({ place, says, top }) => {
        const entries = state.filter((entry) => entry.where === place)
        return (
          <Card as="li" key={place} className={`border-t-4 p-4 sm:p-5 ${top}`}>
            <h3 className="text-base">
              <PlaceMark place={place} />
            </h3>
            <p className="text-sm text-muted">{says}</p>
            {entries.length > 0 ? (
              <ul className="mt-4 space-y-5">
                {entries.map((entry) => (
                  <Entry key={entry.what} entry={entry} />
                ))}
              </ul>
            ) : (
              <p className="mt-4 rounded-md border border-dashed border-line-strong p-3 text-sm">
                <span className="font-medium">Nothing:</span> {emptyBecause(place, stateLives, state.length === 0)}
              </p>
            )}
          </Card>
        )
      })}
    </ul>
  )
}

function Entry({ entry }: { readonly entry: StateEntry }) {
  return (
    <li>
      <p className="text-sm font-medium wrap-anywhere">{entry.what}</p>
      <p className="mt-1.5 flex flex-wrap gap-1.5">
        <Badge>{entry.bytes === null ? 'no size of its own' : bytesText(entry.bytes)}</Badge>
        <Badge tone={entry.readableByScript ? 'bad' : 'neutral'}>
          readable by script: {entry.readableByScript ? 'yes' : 'no'}
        </Badge>
      </p>
      {Object.keys(entry.content).length > 0 ? (
        <div className="mt-2">
          <RecordList record={entry.content} />
        </div>
      ) : null}
    </li>
  )
}

function emptyBecause(place: Place, stateLives: Place, nobody: boolean): string {
  if (nobody) return 'this request was not accepted as anybody\'s, so nothing here belongs to it.'
  if (place === 'browser') return 'this request carried no credential that the server could see.'
  if (place === 'server') return 'no session is kept in memory, and no key is needed. The server asks the store each time.'
  return stateLives === 'store'
    ? 'no row stands behind this request.'
    : 'no row is kept for this session. The credential itself carries every fact about it.'
}
