'use client'

import { useRef, useState, type ReactNode } from 'react'
import { forget, useBearer } from '@/app/_bearer/store'
import { Ahead, inWords } from '@/app/_client/ahead'
import { useCarrier } from '@/app/_client/api'
import { Gate } from '@/app/_client/gate'
import { expectEnd } from '@/app/_client/live-state'
import { Promised, type RevocationBody } from '@/app/_client/outcome'
import { Skeleton } from '@/app/_client/skeleton'
import { Button, buttonLook } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Code } from '@/app/_ui/code'
import { cn } from '@/app/_ui/cn'
import { Field } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import { UtcTime } from '@/app/_wire/utc-time'
import type { Foreseen } from '@/lib/auth/registry'
import { useAccountForm } from './use-account-form'

interface Person {
  readonly name: string
  readonly email: string
}

type Replaced = RevocationBody & { readonly session: { readonly id: string } }

interface Aheads {
  readonly user: Foreseen
  readonly account: Foreseen
}

/** One's own name, address, password, and the end of the account. `person` is null where only a script can say who asks. */
export function AccountPanel({ person, ahead }: { readonly person: Person | null; readonly ahead: Aheads }) {
  const [deleted, setDeleted] = useState<RevocationBody | null>(null)
  const byToken = useCarrier() === 'token'
  if (deleted) return <Deleted revocation={deleted} />
  return (
    <Gate>
      <Forms
        person={person}
        ahead={ahead}
        onDeleted={(revocation) => {
          setDeleted(revocation)
          if (byToken) forget()
        }}
      />
    </Gate>
  )
}

function Forms({
  person,
  ahead,
  onDeleted,
}: {
  readonly person: Person | null
  readonly ahead: Aheads
  readonly onDeleted: (revocation: RevocationBody) => void
}) {
  const bearer = useBearer(person === null)
  const known = person ?? (bearer.status === 'in' ? bearer.session.user : null)
  if (!known) return <Skeleton />
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="space-y-6">
        <NameForm name={known.name} />
        <PasswordForm email={known.email} ahead={ahead.user} />
      </div>
      <div className="space-y-6">
        <EmailForm email={known.email} ahead={ahead.user} />
        <DeleteForm ahead={ahead.account} onDeleted={onDeleted} />
      </div>
    </div>
  )
}

function NameForm({ name }: { readonly name: string }) {
  const form = useAccountForm('PATCH', '/api/account', ['name'])
  return (
    <Part title="Name">
      <form
        action={async (data) => {
          const done = await form.send<{ readonly user: Person }>(data)
          if (done) form.say({ title: `Your name is now ${done.user.name}`, body: <p>No session ends. The database has it, and so has this browser’s credential, where one says a name.</p> })
        }}
        className="space-y-4"
      >
        {form.answer}
        <Field label="Name" name="name" autoComplete="name" required maxLength={100} defaultValue={form.values['name'] ?? name} error={form.errorOf('name')} />
        <p className="text-sm text-muted">Ends no session.</p>
        <SubmitButton pendingLabel="Saving…">Change name</SubmitButton>
      </form>
    </Part>
  )
}

function EmailForm({ email, ahead }: { readonly email: string; readonly ahead: Foreseen }) {
  const form = useAccountForm('POST', '/api/account/email', ['email', 'currentPassword'])
  return (
    <Part title="E-mail address">
      <form
        action={async (data) => {
          const done = await form.send<Replaced>(data)
          if (done) form.say({ title: 'The e-mail address was changed', body: <ReplacedWords replaced={done} /> })
        }}
        className="space-y-4"
      >
        {form.answer}
        <Field label="E-mail address" name="email" type="email" autoComplete="email" required defaultValue={form.values['email'] ?? email} error={form.errorOf('email')} />
        <PasswordField label="Current password" name="currentPassword" autoComplete="current-password" required error={form.errorOf('currentPassword')} />
        <OthersEnd ahead={ahead} />
        <SubmitButton pendingLabel="Changing…">Change e-mail address</SubmitButton>
      </form>
    </Part>
  )
}

function PasswordForm({ email, ahead }: { readonly email: string; readonly ahead: Foreseen }) {
  const form = useAccountForm('POST', '/api/account/password', ['currentPassword', 'newPassword'])
  return (
    <Part title="Password">
      <form
        action={async (data) => {
          const done = await form.send<Replaced>(data)
          if (done) form.say({ title: 'The password was changed', body: <ReplacedWords replaced={done} /> })
        }}
        className="space-y-4"
      >
        {form.answer}
        {/* Tells a password manager whose password this is. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordField label="Current password" name="currentPassword" autoComplete="current-password" required error={form.errorOf('currentPassword')} />
        <PasswordField
          label="New password"
          hint="8 to 128 characters of any kind. Common passwords are refused."
          name="newPassword"
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={128}
          error={form.errorOf('newPassword')}
        />
        <OthersEnd ahead={ahead} />
        <SubmitButton pendingLabel="Changing…">Change password</SubmitButton>
      </form>
    </Part>
  )
}

function DeleteForm({ ahead, onDeleted }: { readonly ahead: Foreseen; readonly onDeleted: (revocation: RevocationBody) => void }) {
  const form = useAccountForm('DELETE', '/api/account', ['password'])
  const details = useRef<HTMLDetailsElement>(null)
  const summary = useRef<HTMLElement>(null)
  const close = () => {
    if (details.current) details.current.open = false
    summary.current?.focus()
  }
  return (
    <Part title="Delete account">
      <p className="mb-4 text-sm text-muted">The account and its sessions are gone for good. The events stay, with its id and without its name.</p>
      <details
        ref={details}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && details.current?.open) close()
        }}
      >
        <summary ref={summary} className={cn(buttonLook({ variant: 'danger' }), 'list-none select-none [&::-webkit-details-marker]:hidden')}>
          Delete my account
        </summary>
        <form
          action={async (data) => {
            expectEnd(true)
            const done = await form.send<RevocationBody>(data)
            if (done) onDeleted(done)
            else expectEnd(false)
          }}
          className="mt-3 space-y-4 rounded-md border border-bad bg-bad-soft p-4"
        >
          {form.answer}
          <div className="space-y-1 text-sm">
            <p>This cannot be taken back. Every session of yours ends, this one too.</p>
            <Ahead of={ahead} />
          </div>
          <PasswordField label="Current password" name="password" autoComplete="current-password" required error={form.errorOf('password')} />
          <div className="flex flex-wrap gap-2">
            <SubmitButton variant="danger" pendingLabel="Deleting…">
              Delete it for good
            </SubmitButton>
            <Button variant="quiet" onClick={close}>
              Cancel
            </Button>
          </div>
        </form>
      </details>
    </Part>
  )
}

/** What follows once there is nobody to sign in as. */
function Deleted({ revocation }: { readonly revocation: RevocationBody }) {
  return (
    <div role="status">
      <Notice title="Your account was deleted">
        <Promised revocation={revocation} />
        <p>This browser dropped its credential.</p>
        <p className="pt-2">
          {/* A plain link: every part of the page must learn that nobody is signed in. */}
          <a href="/" className={buttonLook({ size: 'sm' })}>
            Go home
          </a>
        </p>
      </Notice>
    </div>
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
        <p>Every other session of yours ends at its next request. This browser gets a new credential.</p>
      ) : (
        <p>
          This browser gets a new credential. Your other sessions are accepted for up to {inWords(ahead.inMs)}. {ahead.why}
        </p>
      )}
    </div>
  )
}

function ReplacedWords({ replaced }: { readonly replaced: Replaced }) {
  return (
    <>
      {replaced.takesEffect === 'now' ? (
        <p>Every other session is over now: its next request gets 401.</p>
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
