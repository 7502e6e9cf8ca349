'use server'

import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { MutationState } from '@/lib/http/form-state'
import { runForm } from '@/lib/next/mutation'
import { pagePath } from '@/lib/next/request'
import { isRejection } from '@/lib/auth/reject'
import { signInPath } from '@/lib/http/sign-in-path'

/** Does what the form names, where a credential travels by itself. The page is rendered anew in the same answer. */
export async function mutate(_: MutationState, form: FormData): Promise<MutationState> {
  const state = await runForm(form)
  // Whoever is nobody any more cannot be shown this page.
  if ('refusal' in state && isRejection(state.refusal.code)) redirect(signInPath(pagePath(await headers()), state.refusal.code))
  if ('done' in state) refresh()
  return state
}
