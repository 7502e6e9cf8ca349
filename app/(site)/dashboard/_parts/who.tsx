import type { ReactNode } from 'react'
import type { OwnSession } from '@/app/_bearer/viewer'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { UtcTime } from '@/app/_wire/utc-time'
import type { ModeFacts } from '@/lib/auth/contract'
import type { XrayReport } from '@/lib/xray/report'

/** The identity that the check came to, and until when it holds. */
export function Who({
  session,
  verdict,
  renews,
}: {
  readonly session: OwnSession
  readonly verdict: XrayReport['verdict']
  readonly renews: ModeFacts['renews']
}) {
  const { user } = session
  const moves = renews !== 'never'
  // Where a credential ends before its session does, something else renews it.
  const until = verdict.ok && verdict.acceptedUntil !== null ? Date.parse(verdict.acceptedUntil) : session.expiresAt
  return (
    <Card>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <p className="min-w-0 wrap-anywhere">
          <span className="text-lg font-semibold">{user.name}</span> <span className="text-muted">{user.email}</span>
        </p>
        {verdict.ok ? (
          <Badge tone="accent">Verdict: accepted</Badge>
        ) : (
          <Badge tone="bad">Verdict: rejected, {verdict.reason}</Badge>
        )}
      </div>
      <dl className="mt-4 grid gap-x-8 gap-y-4 border-t border-line pt-4 text-sm sm:grid-cols-2">
        <Fact name="Role">
          <Badge>{user.role}</Badge>
        </Fact>
        <Fact name="Session id" note="Public: it names the session and lets nobody in. It is not the credential.">
          <Code>{session.id}</Code>
        </Fact>
        <Fact name="Signed in since" note={moves ? 'Renewing does not change it.' : undefined}>
          <UtcTime at={session.createdAt} />
        </Fact>
        <Fact
          name="Expires"
          note={
            moves ? 'Unless it is used or renewed before then, up to the absolute limit.' : 'Nothing extends it; after that you sign in again.'
          }
        >
          <UtcTime at={session.expiresAt} />
        </Fact>
        {until < session.expiresAt ? (
          <Fact
            name="This credential is refused from"
            note={renews === 'refresh-token' ? 'It lives for minutes. The refresh token gets the next one, and asks the store.' : 'Unless it is renewed before then.'}
          >
            <UtcTime at={until} />
          </Fact>
        ) : null}
      </dl>
    </Card>
  )
}

function Fact({
  name,
  note,
  children,
}: {
  readonly name: string
  readonly note?: string | undefined
  readonly children: ReactNode
}) {
  return (
    <div className="min-w-0">
      <dt className="text-muted">{name}</dt>
      <dd className="mt-0.5">
        {children}
        {note ? <span className="mt-0.5 block text-muted">{note}</span> : null}
      </dd>
    </div>
  )
}
