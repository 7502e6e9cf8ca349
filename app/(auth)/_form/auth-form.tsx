'use client'

import { useActionState, type ReactNode } from 'react'
import { Field } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { FormState } from '@/lib/auth/form-state'
import { signIn, signUp } from '../actions'

interface FormProps {
  /** Where to go afterwards, as it stood in the address; the server judges it. */
  readonly next: string | null
}

export function SignInForm({ next }: FormProps) {
  const [state, action] = useActionState(signIn, null)
  return (
    <AuthForm state={state} action={action} next={next} submit={['Sign in', 'Signing in…']}>
      <EmailField state={state} />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        error={errorOf(state, 'password')}
      />
    </AuthForm>
  )
}

export function SignUpForm({ next }: FormProps) {
  const [state, action] = useActionState(signUp, null)
  return (
    <AuthForm state={state} action={action} next={next} submit={['Create the account', 'Creating the account…']}>
      <EmailField state={state} />
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        required
        maxLength={100}
        defaultValue={state?.values.name}
        error={errorOf(state, 'name')}
      />
      <PasswordField
        label="Password"
        hint="8 to 128 characters of any kind. Common passwords are refused; a password manager's suggestion is best."
        name="password"
        autoComplete="new-password"
        required
        error={errorOf(state, 'password')}
      />
    </AuthForm>
  )
}

function EmailField({ state }: { readonly state: FormState }) {
  return (
    <Field
      label="E-mail address"
      name="email"
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      defaultValue={state?.values.email}
      error={errorOf(state, 'email')}
    />
  )
}

// The server's messages go on where the field's name leaves off: "must not be empty".
function errorOf(state: FormState, path: string): string | undefined {
  const message = state?.errors.find((error) => error.path === path)?.message
  return message && message.charAt(0).toUpperCase() + message.slice(1)
}

function AuthForm({
  state,
  action,
  next,
  submit: [label, pendingLabel],
  children,
}: FormProps & {
  readonly state: FormState
  readonly action: (form: FormData) => void
  readonly submit: readonly [label: string, pendingLabel: string]
  readonly children: ReactNode
}) {
  return (
    // The server says what is wrong with a field, the same with JavaScript and without it.
    <form action={action} noValidate className="space-y-5">
      {state ? (
        <Notice tone="bad" title={state.title} role="alert">
          <p>{state.errors.length > 0 ? 'Correct what is marked below.' : state.detail}</p>
        </Notice>
      ) : null}
      {children}
      {next === null ? null : <input type="hidden" name="next" value={next} />}
      <SubmitButton variant="primary" pendingLabel={pendingLabel} className="w-full">
        {label}
      </SubmitButton>
    </form>
  )
}
