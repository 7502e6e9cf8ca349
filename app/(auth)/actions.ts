'use server'

import { redirect } from 'next/navigation'
import * as accounts from '@/lib/auth/accounts'
import type { FormState } from '@/lib/auth/form-state'
import { fields, formState, nextPath, noteAnswer, runAction } from '@/lib/auth/next/action'
import { validate } from '@/lib/auth/next/body'
import { DEMO_PASSWORD } from '@/db/seed'
import { isRejection } from '@/lib/auth/reject'
import { mayFlipRole, signInPath } from '@/lib/auth/session'
import type { Problem } from '@/lib/problem'

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
  const input = { ...fields(form, ['email']), password: DEMO_PASSWORD }
  const result = await runAction((app, req) => accounts.signIn(app, validate(input, accounts.SignInInput), req))
  if ('problem' in result) throw result.problem
  noteAnswer(result.done)
  redirect(nextPath(form))
}

export async function signOut(): Promise<void> {
  const result = await runAction((app, req) => accounts.signOut(app, req))
  if ('problem' in result) throw result.problem
  redirect('/')
}

export async function renew(): Promise<void> {
  const result = await runAction((app, req) => accounts.renew(app, req))
  if ('problem' in result) throwOrSignIn(result.problem)
  else noteAnswer(result.done)
  redirect('/dashboard?done=renewed')
}

/** Changes the demo person's role in the database, and nothing else: whether the credential notices is the lesson. */
export async function flipRole(): Promise<void> {
  const result = await runAction((app, req) => accounts.flipOwnRole(app, req, mayFlipRole))
  if ('problem' in result) throwOrSignIn(result.problem)
  else redirect(`/dashboard?role-in-database=${result.done.role}`)
}

function throwOrSignIn(problem: Problem): never {
  if (isRejection(problem.code)) redirect(signInPath('/dashboard', problem.code))
  throw problem
}
