'use client'

import { SignOut } from '@/app/_client/sign-out'
import { useViewer } from '@/app/_client/viewer'
import { Badge } from '@/app/_ui/badge'
import { ButtonLink } from '@/app/_ui/button'
import { Popover } from '@/app/_ui/popover'

/** Who the server thinks you are. Whoever cannot be told from anybody is not signed out: the store did not answer, so nobody can say. */
export function Account() {
  const viewer = useViewer()
  if (viewer.status === 'unknown') {
    return (
      <p role="status" className="noscript:hidden">
        <span className="sr-only">Asking the server who you are.</span>
        <span aria-hidden className="block h-8 w-36 animate-pulse rounded-md bg-sunken motion-reduce:animate-none" />
      </p>
    )
  }
  if (viewer.status === 'unreachable') {
    return (
      <p role="status" className="max-w-64 text-sm text-muted">
        The store is not answering; who you are cannot be checked.
      </p>
    )
  }
  if (viewer.status === 'out') {
    return (
      <div className="flex items-center gap-1 sm:gap-2">
        <ButtonLink href="/sign-in" prefetch={false} variant="quiet" size="sm">
          Sign in
        </ButtonLink>
        <ButtonLink href="/sign-up" prefetch={false} variant="primary" size="sm">
          Sign up
        </ButtonLink>
      </div>
    )
  }
  const { user } = viewer.session
  return (
    <Popover
      align="end"
      panelClassName="sm:w-72!"
      label={
        <>
          <span className="sr-only">Account of </span>
          <span className="max-w-36 truncate">{user.name}</span>
        </>
      }
    >
      <dl className="space-y-3">
        <div>
          <dt className="text-muted">Name</dt>
          <dd className="font-medium wrap-anywhere">{user.name}</dd>
        </div>
        <div>
          <dt className="text-muted">E-mail</dt>
          <dd className="wrap-anywhere">{user.email}</dd>
        </div>
        <div>
          <dt className="text-muted">Role, as this credential says</dt>
          <dd className="mt-0.5">
            <Badge>{user.role}</Badge>
          </dd>
        </div>
      </dl>
      <div className="mt-5 space-y-3 border-t border-line pt-4">
        <ButtonLink href="/account" prefetch={false} size="sm" className="w-full">
          Account
        </ButtonLink>
        <SignOut size="sm" className="w-full" />
      </div>
    </Popover>
  )
}
