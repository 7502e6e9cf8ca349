'use client'

import type { ReactNode } from 'react'
import { errorOf, MutationForm, typedOf, useMutation, type Mutating } from '@/app/_client/mutation'
import { Field } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'

interface FormProps {
  /** Where to go afterwards, as it stood in the address; judged when it is gone to. */
  readonly next: string | null
}

export function SignInForm({ next }: FormProps) {
  const proof = useMutation()
  return (
    <AuthForm of={proof} name="sign-in" next={next} submit={['Sign in', 'Signing in…']}>
      <EmailField of={proof} />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        error={errorOf(proof, 'password')}
      />
    </AuthForm>
  )
}

export function SignUpForm({ next }: FormProps) {
  const proof = useMutation()
  return (
    <AuthForm of={proof} name="sign-up" next={next} submit={['Create the account', 'Creating the account…']}>
      <EmailField of={proof} />
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        required
        maxLength={100}
        defaultValue={typedOf(proof, 'name')}
        error={errorOf(proof, 'name')}
      />
      <PasswordField
        label="Password"
        hint="8 to 128 characters of any kind. Common passwords are refused; a password manager's suggestion is best."
        name="password"
        autoComplete="new-password"
        required
        error={errorOf(proof, 'password')}
      />
    </AuthForm>
  )
}

function EmailField({ of }: { readonly of: Mutating }) {
  return (
    <Field
      label="E-mail address"
      name="email"
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      defaultValue={typedOf(of, 'email')}
      error={errorOf(of, 'email')}
    />
  )
}

function AuthForm({
  of,
  name,
  next,
  submit: [label, pendingLabel],
  children,
}: FormProps & {
  readonly of: Mutating
  readonly name: 'sign-in' | 'sign-up'
  readonly submit: readonly [label: string, pendingLabel: string]
  readonly children: ReactNode
}) {
  const { state } = of
  return (
    <MutationForm of={of} name={name} className="space-y-5">
      {state && 'refusal' in state ? (
        <Notice tone="bad" title={state.refusal.title} role="alert">
          <p>{state.refusal.errors.length > 0 ? 'Correct what is marked below.' : state.refusal.detail}</p>
        </Notice>
      ) : null}
      {children}
      {next === null ? null : <input type="hidden" name="next" value={next} />}
      <SubmitButton variant="primary" pendingLabel={pendingLabel} className="w-full">
        {label}
      </SubmitButton>
    </MutationForm>
  )
}
