import { Ago } from '@/app/_client/ago'
import { Fact, Facts } from '@/app/_client/facts'
import { Row, Rows } from '@/app/_client/rows'
import { Badge } from '@/app/_ui/badge'
import { Code } from '@/app/_ui/code'
import { TextLink } from '@/app/_ui/text-link'
import { UtcTime } from '@/app/_wire/utc-time'
import type { eventsBody } from '@/lib/http/bodies'
import { deviceInWords } from '@/lib/user-agent'

type Event = ReturnType<typeof eventsBody>['events'][number]

/** Events under the day that they happened on, as they come: newest first. */
export function EventsList({ events, nameOf }: { readonly events: readonly Event[]; readonly nameOf: (id: string) => string | null }) {
  if (events.length === 0) return <p className="text-sm text-muted">No events match.</p>
  return (
    <div className="space-y-8">
      {byDay(events).map(([day, theirs]) => (
        <section key={day} aria-labelledby={`on-${day}`}>
          <h2 id={`on-${day}`} className="text-lg font-semibold">
            <time dateTime={day}>{dayInWords(day)}</time>
          </h2>
          <Rows>
            {theirs.map((event) => (
              <EventRow key={event.id} event={event} nameOf={nameOf} />
            ))}
          </Rows>
        </section>
      ))}
    </div>
  )
}

function EventRow({ event, nameOf }: { readonly event: Event; readonly nameOf: (id: string) => string | null }) {
  const { at, type, userId, actorId, ip, userAgent, detail, sessionId } = event
  const by = actorId !== null && actorId !== userId ? actorId : null
  return (
    <Row
      title={wordsOf(type)}
      aside={ALARMING.has(type) ? <Badge tone="bad">look at this</Badge> : null}
      says={
        <>
          <span className="wrap-anywhere">
            {userId === null ? (by === null ? 'this server' : `by ${nameOf(by) ?? by}`) : (nameOf(userId) ?? userId)}
            {userId !== null && by !== null ? `, by ${nameOf(by) ?? by}` : null}
          </span>
          <span className="wrap-anywhere">{userAgent === null ? (ip ?? '') : deviceInWords(userAgent)}</span>
          <Ago at={at} />
        </>
      }
    >
      <Facts>
        <Fact name="At">
          <UtcTime at={Date.parse(at)} />
        </Fact>
        {userId === null ? null : (
          <Fact name="About">
            <Who id={userId} name={nameOf(userId)} />
          </Fact>
        )}
        {by === null ? null : (
          <Fact name="By">
            <Who id={by} name={nameOf(by)} />
          </Fact>
        )}
        {ip === null ? null : <Fact name="Address">{ip}</Fact>}
        {sessionId === null ? null : (
          <Fact name="Session id">
            <Code>{sessionId}</Code>
          </Fact>
        )}
        {detail === null ? null : <Fact name="Detail">{detail}</Fact>}
        {userAgent === null ? null : <Fact name="User-Agent">{userAgent}</Fact>}
      </Facts>
    </Row>
  )
}

/** What somebody should look at. */
const ALARMING: ReadonlySet<string> = new Set(['sign_in_failed', 'refresh_replayed', 'account_disabled', 'account_deleted'])

export function wordsOf(type: string): string {
  const words = type.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

const dayInWords = (day: string) => `${DAY.format(Date.parse(day))}, UTC`

function byDay(events: readonly Event[]): readonly (readonly [day: string, theirs: readonly Event[]])[] {
  const dayOf = ({ at }: Event) => at.slice(0, 10)
  return [...new Set(events.map(dayOf))].map((day) => [day, events.filter((event) => dayOf(event) === day)])
}

function Who({ id, name }: { readonly id: string; readonly name: string | null }) {
  return (
    <TextLink href={`/admin/events?${new URLSearchParams({ userId: id }).toString()}`} prefetch={false}>
      {name ?? id}
    </TextLink>
  )
}
