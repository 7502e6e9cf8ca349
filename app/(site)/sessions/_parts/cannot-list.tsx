'use client'

import type { ReactNode } from 'react'
import { Ahead } from '@/app/_client/ahead'
import { ConfirmMutation } from '@/app/_client/confirm-mutation'
import { useMutation } from '@/app/_client/mutation'
import { Promised } from '@/app/_client/outcome'
import { Result } from '@/app/_client/result'
import { SignOut } from '@/app/_client/sign-out'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { CopyButton } from '@/app/_ui/copy-button'
import type { ModeName } from '@/lib/auth/modes'
import type { Foreseen } from '@/lib/app'
import { inWords } from '@/lib/duration'

/** Why no list of sessions can be shown in this mode, and what can be done all the same. */
export function CannotList({ title, more, ...instead }: Instead & { readonly title: string; readonly more?: ReactNode }) {
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <WhyNoList title={title} endsOthers={instead.endsOthers} more={more} />
      <InsteadOfIt {...instead} />
    </div>
  )
}

interface Instead {
  readonly mode: ModeName
  /** What signing out does. */
  readonly ends: string
  /** Whether the server can end what it cannot list. */
  readonly endsOthers: boolean
  readonly ahead: Foreseen
}

function WhyNoList({ title, endsOthers, more }: { readonly title: string; readonly endsOthers: boolean; readonly more: ReactNode }) {
  return (
    <Card as="section" aria-labelledby="why">
      <h2 id="why" className="text-xl font-semibold">
        Why there is no list
      </h2>
      <p className="mt-3">
        {title}: the session lives inside its own credential. The server made it, handed it over and kept no record of
        it. It learns who holds one only when they send it.
      </p>
      <p className="mt-3">
        So nobody can count your sessions, and a copy made by somebody else looks just like yours.{' '}
        {endsOthers
          ? 'What the server does keep is a list of what it revoked, and it reads that at every check.'
          : 'Nor can one be ended from here.'}
      </p>
      {more}
    </Card>
  )
}

function InsteadOfIt({ mode, ends, endsOthers, ahead }: Instead) {
  const ending = useMutation('result')
  return (
    <Card as="section" aria-labelledby="instead">
      <h2 id="instead" className="text-xl font-semibold">
        What you can do instead
      </h2>
      <div className="mt-3">
        <Result
          of={ending}
          words={{ 'end-other-sessions': (revocation) => ({ title: 'All other sessions were ended', body: <Promised revocation={revocation} /> }) }}
        />
      </div>
      <ul className="mt-3 space-y-6">
        <li>
          <SignOut size="sm">Sign out here</SignOut>
          <p className="mt-2 text-sm text-muted">{ends}</p>
        </li>
        {endsOthers ? (
          <li>
            <ConfirmMutation of={ending} name="end-other-sessions" label="End all other sessions" button="End all others" pendingLabel="Ending…">
              <p>
                Everything else that is signed in as you is signed out. Nobody can tell how many sessions that is. This
                browser stays signed in.
              </p>
              <Ahead of={ahead} />
            </ConfirmMutation>
            <p className="mt-2 text-sm text-muted">
              This works although nobody can list them: the revocation list says that no session of yours begun before
              now is accepted, except this one.
            </p>
          </li>
        ) : (
          <>
            <Way title="Wait" says={`Everything issued so far expires ${over(ahead)}.`} />
            <StartWithList mode={mode} />
          </>
        )}
      </ul>
    </Card>
  )
}

/** One thing that can be done, and what comes of it. */
function Way({ title, says, children }: { readonly title: string; readonly says: ReactNode; readonly children?: ReactNode }) {
  return (
    <li>
      <p className="font-medium">{title}</p>
      <p className="mt-1 text-sm text-muted">{says}</p>
      {children}
    </li>
  )
}

const over = (ahead: Foreseen) => (ahead.takesEffect === 'at-expiry' ? `in ${inWords(ahead.inMs)} at the latest` : 'at its next request')

function StartWithList({ mode }: Pick<Instead, 'mode'>) {
  const restart = `AUTH_MODE=${mode} AUTH_REVOCATION=list npm run dev`
  return (
    <Way
      title="Start the server with a revocation list"
      says={
        <>
          All other sessions can then be ended at once, at the cost of one store read per check. Put{' '}
          <Code>AUTH_REVOCATION=list</Code> in <Code>.env.local</Code>, or stop the server and start it with:
        </>
      }
    >
      <div className="mt-2 flex items-center gap-1">
        <Code className="min-w-0 flex-1 px-2! py-1.5!">{restart}</Code>
        <CopyButton text={restart} of="the line that starts the server with a revocation list" />
      </div>
    </Way>
  )
}
