import type { ReactNode } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Ago } from './ago'
import { Row } from './rows'
import { deviceOf, SessionFacts, WHY, type Ended, type Listed } from './session-facts'

/** A session in one line, which opens to its exact times and its id. `action` stays at the end of the line. */
export function SessionRow({ session, action }: { readonly session: Listed; readonly action?: ReactNode }) {
  return (
    <Row
      title={deviceOf(session)}
      aside={session.current ? <Badge tone="accent">This device</Badge> : null}
      says={
        <>
          <span className="wrap-anywhere">{session.ip ?? 'unknown address'}</span>
          <span>
            seen <Ago at={session.lastSeenAt} />
          </span>
          <span>
            signed in <Ago at={session.createdAt} />
          </span>
        </>
      }
      action={action}
    >
      <SessionFacts session={session} />
    </Row>
  )
}

export function EndedRow({ session, title, ender }: { readonly session: Ended; readonly title: string; readonly ender: string }) {
  return (
    <Row
      title={title}
      says={
        <span className="md:col-span-3">
          ended <Ago at={session.endedAt} /> by {ender}, because {WHY[session.why]}
        </span>
      }
    >
      <SessionFacts session={session} over />
    </Row>
  )
}
