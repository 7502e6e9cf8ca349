import { deviceOf, type Ended } from './session-facts'
import { Rows } from './rows'
import { EndedRow } from './session-row'

/** The sessions that ended lately, each with its title and who ended it. */
export function EndedSessions<T extends Ended>({
  ended,
  titleOf = deviceOf,
  enderOf,
}: {
  readonly ended: readonly T[]
  readonly titleOf?: (session: T) => string
  readonly enderOf: (session: T) => string
}) {
  return (
    <section aria-labelledby="ended">
      <h2 id="ended" className="text-xl font-semibold">
        Ended in the last day
      </h2>
      {ended.length === 0 ? (
        <p className="mt-3 text-sm text-muted">None.</p>
      ) : (
        <Rows>
          {ended.map((session) => (
            <EndedRow key={session.id} session={session} title={titleOf(session)} ender={enderOf(session)} />
          ))}
        </Rows>
      )}
    </section>
  )
}
