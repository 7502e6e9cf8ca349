'use client'

import { PressForm } from '@/app/_client/mutation'
import { useViewer } from '@/app/_client/viewer'
import { ButtonLink } from '@/app/_ui/button'
import { SubmitButton } from '@/app/_ui/submit-button'
import { Carried } from '@/app/_wire/carried'
import type { ModeFacts, Role } from '@/lib/auth/contract'

export interface DemoPerson {
  readonly email: string
  readonly name: string
  readonly role: Role
}

/** What this page offers to whoever reads it, which depends on who that is. */
export function Offer({
  facts,
  people,
  password,
}: {
  readonly facts: ModeFacts
  /** The demo people; none where they do not exist. */
  readonly people: readonly DemoPerson[]
  /** Of every demo person. It is public. */
  readonly password: string
}) {
  const viewer = useViewer()
  if (viewer.status === 'unknown') {
    return (
      <div aria-hidden className="mt-3 animate-pulse motion-reduce:animate-none noscript:hidden">
        <div className="h-12 rounded bg-sunken" />
        <div className="mt-5 h-10 w-72 max-w-full rounded bg-sunken" />
      </div>
    )
  }
  if (viewer.status === 'unreachable') {
    return (
      <p className="mt-3 text-muted">
        The store is not answering, so nobody can be signed in or recognised now. Reload this page in a moment.
      </p>
    )
  }
  if (viewer.status === 'in') {
    const { user } = viewer.session
    return (
      <>
        <p className="mt-3 text-muted">
          You are signed in as {user.name} ({user.role}). The dashboard shows what your request carried,
          what the server did with it, and where the state lives.
        </p>
        <ButtonLink href="/dashboard" prefetch={false} variant="primary" className="mt-5">
          Open the dashboard
        </ButtonLink>
      </>
    )
  }
  if (people.length === 0) {
    return (
      <>
        <p className="mt-3 text-muted">
          Sign in, and the dashboard shows what your request carried, what the server did with it, and where the state
          lives.
        </p>
        <div className="mt-5 flex flex-wrap gap-3">
          <ButtonLink href="/sign-up" prefetch={false} variant="primary">
            Sign up
          </ButtonLink>
          <ButtonLink href="/sign-in" prefetch={false}>
            Sign in
          </ButtonLink>
        </div>
      </>
    )
  }
  return (
    <>
      <p className="mt-3 text-muted">
        One press is a real sign-in: the server begins a session for a demo person, and from then on its credential
        travels <Carried facts={facts} />. The dashboard then shows what your request carried.
      </p>
      <ul className="mt-5 flex flex-wrap gap-3">
        {people.map(({ email, name, role }, at) => (
          <li key={email}>
            <PressForm name="sign-in" values={{ email, password }}>
              <SubmitButton pendingLabel="Signing in…" variant={at === 0 ? 'primary' : 'secondary'} className="wrap-anywhere">
                Sign in as {name.split(' ')[0]}, {role === 'user' ? 'a user' : 'an admin'}
              </SubmitButton>
            </PressForm>
          </li>
        ))}
      </ul>
    </>
  )
}
