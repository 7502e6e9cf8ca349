'use client'

import { useRouter } from 'next/navigation'
import { useActionState, type ReactNode } from 'react'
import { prove } from '@/app/_bearer/store'
import { Field } from '@/app/_ui/field'
import { Notice } from '@/app/_ui/notice'
import { PasswordField } from '@/app/_ui/password-field'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { ModeFacts } from '@/lib/auth/contract'
import type { FormState } from '@/lib/http/form-state'
import { safePath } from '@/lib/http/same-origin'
import { signIn, signUp } from '../actions'

interface FormProps {
  /** Where to go afterwards, as it stood in the address; judged when it is gone to. */
  readonly next: string | null
  /** By cookie, the server's action does it all; else a script keeps what the API answers with. */
  readonly carrier: ModeFacts['carrier']
}

type Act = (state: FormState, form: FormData) => Promise<FormState>

/** Sends the fields to the API, keeps the token that it answers with, and goes on. */
function useProof(path: '/api/sign-in' | '/api/sign-up', names: readonly string[], next: string | null): Act {
  const router = useRouter()
  return async (_, form) => {
    const text = (name: string) => {
      const value = form.get(name)
      return typeof value === 'string' ? value : ''
    }
    const refused = await prove(path, Object.fromEntries(names.map((name) => [name, text(name)])))
    if (refused === null) router.push(safePath(next, window.location.origin))
    return refused
  }
}

export function SignInForm({ next, carrier }: FormProps) {
  const byScript = useProof('/api/sign-in', ['email', 'password'], next)
  const [state, action] = useActionState(carrier === 'cookie' ? signIn : byScript, null)
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

export function SignUpForm({ next, carrier }: FormProps) {
  const byScript = useProof('/api/sign-up', ['email', 'name', 'password'], next)
  const [state, action] = useActionState(carrier === 'cookie' ? signUp : byScript, null)
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
}: Pick<FormProps, 'next'> & {
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
