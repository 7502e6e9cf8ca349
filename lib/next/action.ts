import { cookies, headers } from 'next/headers'
import { env } from '@/lib/env'
import type { Problem } from '@/lib/problem'
import { noteSetCookies } from '@/lib/xray/set-cookie'
import type { SignedIn } from '../accounts/accounts'
import type { AuthRequest, Effect } from '../auth/contract'
import type { FormState } from '../http/form-state'
import { getApp, type App } from '../app'
import { safePath } from '../http/same-origin'
import { applyEffects, setCookieLines } from './effects'
import { problemOf } from '../http/answer'
import { refuseCrossSite } from '../http/endpoint'
import { authRequest } from './request'
import { arrivalOf } from './wire'

/** What an action brought about, or why it was refused. */
export type ActionResult<T> = { readonly done: T } | { readonly problem: Problem }

/**
 * Runs a server action under the rules of an API route: cross-site requests are refused, effects are applied, and every
 * failure is a Problem. Call `redirect` with the result, outside.
 */
export async function runAction<T extends object>(
  run: (app: App, req: AuthRequest) => Promise<T>,
): Promise<ActionResult<T>> {
  try {
    const received = await headers()
    const app = getApp()
    refuseCrossSite(received, app.origin)
    const done = await run(app, authRequest(received))
    const { effects = [] } = done as { readonly effects?: readonly Effect[] }
    applyEffects(effects, await cookies())
    const arrival = arrivalOf(received)
    if (arrival) arrival.told = effects
    return { done }
  } catch (error) {
    return { problem: problemOf(error) }
  }
}

/** Lets the next page show the very lines that this answer sets. */
export function noteAnswer({ session, effects }: SignedIn): void {
  noteSetCookies(session.id, setCookieLines(effects), Date.now())
}

/** A form's text fields; what is missing, or is a file, is empty. An action may be called with anything. */
export function fields<K extends string>(form: FormData, names: readonly K[]): Record<K, string> {
  const read = (name: K) => {
    const value = (form as unknown) instanceof FormData ? form.get(name) : null
    return typeof value === 'string' ? value : ''
  }
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<K, string>
}

/** Where a form leads: its `next` field, if that is a path of ours. */
export function nextPath(form: FormData): string {
  return safePath(fields(form, ['next']).next, env().appUrl)
}

export function formState(problem: Problem, values: Readonly<Record<string, string>>): FormState {
  return { title: problem.title, detail: problem.detail, errors: problem.extra.errors ?? [], values }
}
