import { Code } from '@/app/_ui/code'
import { UtcTime } from '@/app/_wire/utc-time'
import { deviceInWords } from '@/lib/user-agent'
import type { EndReason } from '@/lib/auth/contract'
import { Fact, Facts } from './facts'

/** A session as the API lists it. */
export interface Listed {
  readonly id: string
  readonly current: boolean
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly expiresAt: string
  readonly ip: string | null
  readonly userAgent: string | null
}

export interface Ended extends Listed {
  readonly endedAt: string
  readonly why: EndReason
}

/** Why a session ended, after "ended … because". */
export const WHY: Readonly<Record<EndReason, string>> = {
  sign_out: 'it signed out',
  signed_in_again: 'the same browser signed in again',
  ended: 'it was ended manually',
  password_changed: 'the password was changed',
  email_changed: 'the e-mail address was changed',
  account_disabled: 'the account was disabled',
  account_deleted: 'the account was deleted',
  too_many_sessions: 'the limit of sessions per person was reached',
  refresh_replayed: 'a refresh token was used twice, so somebody may hold a copy',
}

export function deviceOf({ userAgent }: Listed): string {
  return deviceInWords(userAgent)
}

export function SessionFacts({ session, over = false }: { readonly session: Listed; readonly over?: boolean }) {
  return (
    <Facts>
      <Fact name="Address">{session.ip ?? 'unknown'}</Fact>
      <Fact name="Signed in">
        <UtcTime at={Date.parse(session.createdAt)} />
      </Fact>
      <Fact name="Last seen">
        <UtcTime at={Date.parse(session.lastSeenAt)} />
      </Fact>
      {over ? null : (
        <Fact name="Expires">
          <UtcTime at={Date.parse(session.expiresAt)} />
        </Fact>
      )}
      <Fact name="Session id">
        <Code>{session.id}</Code>
      </Fact>
    </Facts>
  )
}
