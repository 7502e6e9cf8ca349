'use client'

import type { ReactNode } from 'react'
import { PressForm } from '@/app/_client/mutation'
import { useViewer } from '@/app/_client/viewer'
import { ButtonLink } from '@/app/_ui/button'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Role } from '@/lib/auth/contract'

interface Props {
  /** The demo people; none where they do not exist. */
  readonly people: readonly { readonly email: string; readonly name: string; readonly role: Role }[]
  /** Of every demo person. It is public. */
  readonly password: string
}

/** What the home page says to whoever reads it, which depends on who that is. */
export function Welcome({ people, password }: Props) {
  const viewer = useViewer()
  if (viewer.status === 'unknown') {
    return (
      <div aria-hidden className="mt-5 animate-pulse motion-reduce:animate-none noscript:hidden">
        <div className="h-7 rounded bg-sunken" />
        <div className="mt-6 h-10 w-72 max-w-full rounded bg-sunken" />
      </div>
    )
  }
  if (viewer.status === 'unreachable') {
    return <Lead>The store is not answering, so nobody can be signed in or recognised now. Reload this page in a moment.</Lead>
  }
  if (viewer.status === 'in') {
    return (
      <>
        <Lead>You are signed in as {viewer.session.user.name}.</Lead>
        <ButtonLink href="/dashboard" prefetch={false} variant="primary" className="mt-6">
          Open the dashboard
        </ButtonLink>
      </>
    )
  }
  return (
    <>
      <Lead>Sign in to see your account and your sessions.</Lead>
      <ul className="mt-6 flex flex-wrap gap-3">
        <li>
          <ButtonLink href="/sign-up" prefetch={false} variant="primary">
            Sign up
          </ButtonLink>
        </li>
        <li>
          <ButtonLink href="/sign-in" prefetch={false}>
            Sign in
          </ButtonLink>
        </li>
        {people.map(({ email, name, role }) => (
          <li key={email}>
            <PressForm name="sign-in" values={{ email, password }}>
              <SubmitButton pendingLabel="Signing in…" variant="secondary" className="wrap-anywhere">
                Sign in as {name.split(' ')[0]}, {role === 'user' ? 'a user' : 'an admin'}
              </SubmitButton>
            </PressForm>
          </li>
        ))}
      </ul>
    </>
  )
}

function Lead({ children }: { readonly children: ReactNode }) {
  return <p className="mt-5 text-lg text-pretty text-muted">{children}</p>
}
