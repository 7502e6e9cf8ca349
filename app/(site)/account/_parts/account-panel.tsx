'use client'

import { useEffect, type ReactNode } from 'react'
import { forget } from '@/app/_bearer/viewer'
import { Ahead } from '@/app/_client/ahead'
import { ConfirmMutation } from '@/app/_client/confirm-mutation'
import { Gate } from '@/app/_client/gate'
import { errorOf, MutationForm, typedOf, useMutation, type Mutating } from '@/app/_client/mutation'
import { Promised } from '@/app/_client/outcome'
import { Result } from '@/app/_client/result'
import { Skeleton } from '@/app/_client/skeleton'
import { useTransport, useViewer } from '@/app/_client/viewer'
import { buttonLook } from '@/app/_ui/looks'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { Field } from '@/app/_ui/field'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import { UtcTime } from '@/app/_wire/utc-time'
import type { MutationBody } from '@/lib/http/mutations'
import type { Foreseen } from '@/lib/app'
import { inWords } from '@/lib/duration'

interface Person {
  readonly name: string
  readonly email: string
}

/**
 * One's own name, address, password, and the end of the account. `person` is null where only a script can say who asks, and
 * once there is nobody any more.
 */
export function AccountPanel({ person, ahead }: { readonly person: Person | null; readonly ahead: Foreseen }) {
  const deletion = useMutation('deletion')
  if (deletion.state && 'done' in deletion.state) return <Deleted deletion={deletion} />
  return (
    <Gate>
      <Forms person={person} ahead={ahead} deletion={deletion} />
    </Gate>
  )
}

function Forms({ person, ahead, deletion }: { readonly person: Person | null; readonly ahead: Foreseen; readonly deletion: Mutating }) {
  const viewer = useViewer()
  const known = person ?? (viewer.status === 'in' ? viewer.session.user : null)
  if (!known) return <Skeleton />
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="space-y-6">
        <NameForm name={known.name} />
        <PasswordForm email={known.email} ahead={ahead} />
      </div>
      <div className="space-y-6">
        <EmailForm email={known.email} ahead={ahead} />
        <DeleteForm deletion={deletion} ahead={ahead} />
      </div>
    </div>
  )
}

function NameForm({ name }: { readonly name: string }) {
  const change = useMutation('name')
  return (
    <Part title="Name">
      <Result
        of={change}
        className="mb-4"
        words={{
          'change-name': ({ user }) => ({
            title: `Your name is now ${user.name}`,
            body: <p>No session ends. The new name is in the database, and in this browser’s credential if that carries
            a name.</p>,
          }),
        }}
      />
      <MutationForm of={change} name="change-name" className="space-y-4">
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={typedOf(change, 'name') ?? name}
          error={errorOf(change, 'name')}
        />
        <p className="text-sm text-muted">Does not end any session.</p>
        <SubmitButton pendingLabel="Saving…">Change name</SubmitButton>
      </MutationForm>
    </Part>
  )
}

function EmailForm({ email, ahead }: { readonly email: string; readonly ahead: Foreseen }) {
  const change = useMutation('email')
  return (
    <Part title="E-mail address">
      <Result
        of={change}
        className="mb-4"
        words={{ 'change-email': (done) => ({ title: 'The e-mail address was changed', body: <ReplacedWords replaced={done} /> }) }}
      />
      <MutationForm of={change} name="change-email" className="space-y-4">
        <Field
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="email"
          required
          defaultValue={typedOf(change, 'email') ?? email}
          error={errorOf(change, 'email')}
        />
        <CurrentPassword error={errorOf(change, 'currentPassword')} />
        <OthersEnd ahead={ahead} />
        <SubmitButton pendingLabel="Changing…">Change e-mail address</SubmitButton>
      </MutationForm>
    </Part>
  )
}

function PasswordForm({ email, ahead }: { readonly email: string; readonly ahead: Foreseen }) {
  const change = useMutation('password')
  return (
    <Part title="Password">
      <Result
        of={change}
        className="mb-4"
        words={{ 'change-password': (done) => ({ title: 'The password was changed', body: <ReplacedWords replaced={done} /> }) }}
      />
      <MutationForm of={change} name="change-password" className="space-y-4">
        {/* Tells a password manager whose password this is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <CurrentPassword error={errorOf(change, 'currentPassword')} />
        <PasswordField
          label="New password"
          hint="8 to 128 characters of any kind. Common passwords are refused."
          name="newPassword"
          autoComplete="new-password"
          required
          error={errorOf(change, 'newPassword')}
        />
        <OthersEnd ahead={ahead} />
        <SubmitButton pendingLabel="Changing…">Change password</SubmitButton>
      </MutationForm>
    </Part>
  )
}

function DeleteForm({ deletion, ahead }: { readonly deletion: Mutating; readonly ahead: Foreseen }) {
  return (
    <Part title="Delete account">
      <Result of={deletion} className="mb-4" words={{}} />
      <p className="mb-4 text-sm text-muted">The account and its sessions are gone for good. The audit log keeps its events, with its id but without its name.</p>
      <ConfirmMutation of={deletion} name="delete-account" label="Delete my account" button="Delete it for good" pendingLabel="Deleting…" size="md">
        <p>This cannot be undone. All your sessions end, including this one.</p>
        <Ahead of={ahead} />
        <CurrentPassword name="password" error={errorOf(deletion, 'password')} />
      </ConfirmMutation>
    </Part>
  )
}

function CurrentPassword({ name = 'currentPassword', error }: { readonly name?: string; readonly error: string | undefined }) {
  return <PasswordField label="Current password" name={name} autoComplete="current-password" required error={error} />
}

/** What follows once there is nobody to sign in as. */
function Deleted({ deletion }: { readonly deletion: Mutating }) {
  const byToken = useTransport() === 'token'
  useEffect(() => {
    if (byToken) forget()
  }, [byToken])
  return (
    <>
      <Result
        of={deletion}
        words={{
          'delete-account': (revocation) => ({
            title: 'Your account was deleted',
            body: (
              <>
                <Promised revocation={revocation} />
                <p>This browser dropped its credential.</p>
              </>
            ),
          }),
        }}
      />
      <p className="mt-4">
        {/* A plain link: every part of the page must learn that nobody is signed in. */}
        <a href="/" className={buttonLook({})}>
          Go home
        </a>
      </p>
    </>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card as="section">
      <h2 className="mb-4 text-xl font-semibold">{title}</h2>
      {children}
    </Card>
  )
}

function OthersEnd({ ahead }: { readonly ahead: Foreseen }) {
  return (
    <div className="space-y-1 text-sm text-muted">
      {ahead.takesEffect === 'now' ? (
        <p>All your other sessions end at their next request. This browser gets a new credential.</p>
      ) : (
        <p>
          This browser gets a new credential. Your other sessions are accepted for up to {inWords(ahead.inMs)}. {ahead.why}
        </p>
      )}
    </div>
  )
}

function ReplacedWords({ replaced }: { readonly replaced: MutationBody<'change-password'> }) {
  return (
    <>
      {replaced.takesEffect === 'now' ? (
        <p>All other sessions have ended: their next request gets 401.</p>
      ) : (
        <p>
          Other sessions, and the credential that this browser had, are accepted until{' '}
          <UtcTime at={Date.parse(replaced.at)} /> at the latest. {replaced.why}
        </p>
      )}
      <p>
        This browser has a new credential and stays signed in, as session <Code>{replaced.session.id}</Code>.
      </p>
    </>
  )
}
