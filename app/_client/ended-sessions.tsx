import { Card } from '@/app/_ui/card'
import { UtcTime } from '@/app/_wire/utc-time'
import { deviceOf, SessionFacts, WHY, type Ended } from './session-facts'

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
        <ul className="mt-4 space-y-4">
          {ended.map((session) => (
            <Card as="li" key={session.id} className="bg-sunken!">
              <h3 className="font-semibold wrap-anywhere">{titleOf(session)}</h3>
              <p className="mt-1 mb-4 text-sm">
                Ended <UtcTime at={Date.parse(session.endedAt)} /> by {enderOf(session)}, because {WHY[session.why]}.
              </p>
              <SessionFacts session={session} over />
            </Card>
          ))}
        </ul>
      )}
    </section>
  )
}
