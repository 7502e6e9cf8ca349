'use server'

import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { isRejection } from '@/lib/auth/reject'
import { env } from '@/lib/env'
import type { MutationState } from '@/lib/http/form-state'
import { leadsTo } from '@/lib/http/mutation-forms'
import { signInPath } from '@/lib/http/sign-in-path'
import { runForm } from '@/lib/next/mutation'
import { pagePath } from '@/lib/next/request'

/**
 * Does what the form names, where a credential travels by itself. Leads on if the form does; else the page is rendered anew
 * in the same answer.
 */
export async function mutate(_: MutationState, form: FormData): Promise<MutationState> {
  const state = await runForm(form)
  if ('refusal' in state) {
    // Whoever is nobody any more cannot be shown this page.
    if (isRejection(state.refusal.code)) redirect(signInPath(pagePath(await headers()), state.refusal.code))
    return state
  }
  const to = leadsTo(state.name, form, env().appUrl)
  if (to !== null) redirect(state.receipt === undefined ? to : `${to}?receipt=${state.receipt}`)
  refresh()
  return state
}

/** As `mutate`, for a button that has no place to say why not: leads to the page that does. */
export async function press(form: FormData): Promise<void> {
  const state = await mutate(null, form)
  if (!state || 'done' in state) return
  redirect(state.refusal.code === 'store_unavailable' ? '/unavailable' : `/docs/errors/${state.refusal.code}`)
}
