'use server'

import { redirect } from 'next/navigation'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '@/lib/accounts/demo'
import * as accounts from '@/lib/accounts/accounts'
import type { FormState } from '@/lib/http/form-state'
import { fields, formState, nextPath, noteAnswer, runAction } from '@/lib/next/action'
import { validate } from '@/lib/http/body'
import { isRejection } from '@/lib/auth/reject'
import { signInPath } from '@/lib/http/sign-in-path'
import { Problem } from '@/lib/problem'

export async function signIn(_: FormState, form: FormData): Promise<FormState> {
  const input = fields(form, ['email', 'password'])
  const result = await runAction((app, req) => accounts.signIn(app, validate(input, accounts.SignInInput), req))
  if ('problem' in result) return formState(result.problem, { email: input.email })
  noteAnswer(result.done)
  redirect(nextPath(form))
}

export async function signUp(_: FormState, form: FormData): Promise<FormState> {
  const input = fields(form, ['email', 'name', 'password'])
  const result = await runAction((app, req) => accounts.signUp(app, validate(input, accounts.SignUpInput), req))
  if ('problem' in result) return formState(result.problem, { email: input.email, name: input.name })
  noteAnswer(result.done)
  redirect(nextPath(form))
}

/** The demo people's password is public, so a button may press the keys. Where they do not exist this fails as any other. */
export async function demoSignIn(form: FormData): Promise<void> {
  const { email } = fields(form, ['email'])
  const result = await runAction((app, req) => {
    if (!DEMO_PEOPLE.some((person) => person.email === email)) throw new Problem('invalid_credentials')
    return accounts.signIn(app, { email, password: DEMO_PASSWORD }, req)
  })
  if ('problem' in result) explain(result.problem)
  noteAnswer(result.done)
  redirect(nextPath(form))
}

export async function signOut(): Promise<void> {
  const result = await runAction((app, req) => accounts.signOut(app, req))
  if ('problem' in result) explain(result.problem)
  redirect('/')
}

export async function renew(): Promise<void> {
  const result = await runAction((app, req) => accounts.renew(app, req))
  if ('problem' in result) explain(result.problem)
  noteAnswer(result.done)
  redirect('/dashboard?done=renewed')
}

/** Changes the demo person's role in the database, and nothing else: whether the credential notices is the lesson. */
export async function flipRole(): Promise<void> {
  const result = await runAction((app, req) => accounts.flipOwnRole(app, req, app.flipsAnyway))
  if ('problem' in result) explain(result.problem)
  redirect('/dashboard?done=role')
}

/** Leads a button without a form of its own to the page that says what went wrong. */
function explain(problem: Problem): never {
  if (isRejection(problem.code)) redirect(signInPath('/dashboard', problem.code))
  if (problem.code === 'store_unavailable') redirect('/unavailable')
  redirect(`/docs/errors#${problem.code}`)
}
